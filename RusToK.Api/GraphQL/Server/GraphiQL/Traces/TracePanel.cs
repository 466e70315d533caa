using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using RusToK.Api.Errors;
using RusToK.Api.Tenancy;
using RusToK.Core.Errors;
using RusToK.Core.Resilience;

namespace RusToK.Api.GraphQL.Server.GraphiQL.Traces;

/// <summary>
/// What the page's waterfall is drawn from: <c>GET /graphiql/traces/{traceId}</c>. A trace tells of any tenant and nobody is asked who they
/// are, so it is there in development only.
/// </summary>
internal sealed partial class TracePanel(TraceBackend backend, IOptions<TraceLinkOptions> options, IHostEnvironment environment)
{
    private const string Route = "/graphiql/traces/";

    /// <summary>The address that a trace's id is put behind; empty where traces are not shown.</summary>
    public string Path => environment.IsDevelopment() && !string.IsNullOrEmpty(options.Value.TraceApi) ? Route : string.Empty;

    public void Map(IEndpointRouteBuilder routes)
    {
        if (Path.Length > 0)
            routes.MapGet(Route + "{traceId}", AnswerAsync).WithoutTenant().AllowAnonymous().ExcludeFromDescription();
    }

    private async Task<IResult> AnswerAsync(string traceId, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!TraceId().IsMatch(traceId))
            return new Refusal(StatusCodes.Status400BadRequest, ErrorCode.Validation, "A trace id has 32 hexadecimal digits.", nameof(traceId), "format");
        try
        {
            return await backend.FindAsync(traceId.ToLowerInvariant(), http.RequestAborted) is { } trace
                ? Results.Json(trace)
                : new Refusal(StatusCodes.Status404NotFound, ErrorCode.NotFound, "Nothing has arrived of this trace so far.", nameof(traceId));
        }
        catch (UnavailableException away)
        {
            return new Refusal(
                StatusCodes.Status503ServiceUnavailable, ErrorCode.Internal, $"The telemetry backend at {options.Value.TraceApi} does not answer with traces.")
            {
                RetryAfter = away.RetryAfter,
            };
        }
    }

    [GeneratedRegex(@"\A[0-9a-fA-F]{32}\z")]
    private static partial Regex TraceId();
}
