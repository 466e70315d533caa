using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using RusToK.Core.Errors;

namespace RusToK.ServiceDefaults.Faults;

/// <summary>What is refused, as problem details (RFC 9457) with every broken rule.</summary>
internal static class FaultProblem
{
    public static ProblemHttpResult Of(DomainException refused)
    {
        IEnumerable<(string? Field, string? Rule, string Message)> broken = refused is InvalidInputException invalid
            ? invalid.Errors.Select(error => ((string?)error.Field, (string?)error.Rule, error.Message))
            : [(refused.Field, refused.Rule, refused.Message)];
        var code = refused.Code.ToWire();
        return TypedResults.Problem(refused.Message, statusCode: StatusOf(refused.Code), extensions: new Dictionary<string, object?>
        {
            ["code"] = code,
            ["field"] = refused.Field,
            ["rule"] = refused.Rule,
            ["errors"] = broken.Select(error => new { message = error.Message, extensions = new { code, field = error.Field, rule = error.Rule } }),
        });
    }

    private static int StatusOf(ErrorCode code) => code switch
    {
        ErrorCode.Unauthenticated => StatusCodes.Status401Unauthorized,
        ErrorCode.NotFound => StatusCodes.Status404NotFound,
        _ => StatusCodes.Status400BadRequest,
    };
}
