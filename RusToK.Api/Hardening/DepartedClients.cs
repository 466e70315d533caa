using Microsoft.AspNetCore.Http.Timeouts;

namespace RusToK.Api.Hardening;

internal static class DepartedClients
{
    /// <summary>
    /// Whether nobody is left to answer. <see cref="HttpContext.RequestAborted"/> alone does not tell: it fires as well when a request has taken
    /// longer than it may, and then somebody waits for a 504.
    /// </summary>
    public static bool HasClientLeft(this HttpContext context) =>
        context.RequestAborted.IsCancellationRequested
        && context.Features.Get<IHttpRequestTimeoutFeature>() is not { RequestTimeoutToken.IsCancellationRequested: true };
}
