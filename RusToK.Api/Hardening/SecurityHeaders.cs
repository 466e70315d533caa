namespace RusToK.Api.Hardening;

/// <summary>
/// Tells browsers to take answers for what they say they are and to run nothing in them. Pages, which have a policy of their own, keep it.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>JSON needs nothing and is shown in nobody's frame.</summary>
    private const string Policy = "default-src 'none'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(static state =>
        {
            var response = (HttpResponse)state;
            var headers = response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers.TryAdd("Referrer-Policy", "no-referrer");
            if (headers.ContentSecurityPolicy.Count == 0)
                headers.ContentSecurityPolicy = response.HttpContext.GetEndpoint()?.Metadata.GetMetadata<PagePolicy>()?.Policy ?? Policy;
            return Task.CompletedTask;
        }, context.Response);
        return next(context);
    }
}

/// <summary>Endpoint metadata: the content security policy of a page.</summary>
internal sealed record PagePolicy(string Policy);
