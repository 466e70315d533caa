using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using RusToK.Core.Errors;

namespace RusToK.Api.Errors;

/// <summary>
/// An answer before any endpoint ran: problem details (RFC 9457), with an <c>errors</c> member in GraphQL's form so that GraphQL
/// clients understand it as well.
/// </summary>
internal sealed record Refusal(int Status, ErrorCode Code, string Detail, string? Field = null, string? Rule = null)
{
    public Task WriteAsync(HttpContext context)
    {
        var traceId = Activity.Current?.TraceId.ToHexString();
        var problem = new ProblemDetails
        {
            Status = Status,
            Title = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(Status),
            Detail = Detail,
            Extensions =
            {
                ["code"] = Code.ToWire(),
                ["field"] = Field,
                ["rule"] = Rule,
                ["traceId"] = traceId,
                ["errors"] = new[] { new { message = Detail, extensions = new { code = Code.ToWire(), field = Field, rule = Rule } } },
            },
        };
        context.Response.StatusCode = Status;
        return context.Response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json", context.RequestAborted);
    }
}
