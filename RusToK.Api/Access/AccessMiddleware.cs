using RusToK.Api.Errors;
using RusToK.Core.Errors;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Audit;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Api.Access;

/// <summary>
/// Holds a request against what its endpoint asks of the caller, before the endpoint runs, and has what a stranger changes recorded.
/// GraphQL's one endpoint asks for nothing: its fields do, see <c>FieldAccess</c>.
/// </summary>
internal sealed class AccessMiddleware(RequestDelegate next, AuditTrail audit)
{
    public Task InvokeAsync(HttpContext context, CurrentActor actor, CurrentTenant tenant)
    {
        var requirements = context.GetEndpoint()?.Metadata.GetOrderedMetadata<AccessRequirement>() ?? [];
        if (requirements.Count == 0)
            return next(context);
        try
        {
            foreach (var requirement in requirements)
                requirement.Check(actor);
        }
        catch (DomainException refused)
        {
            return Refusal.Of(refused).WriteAsync(context);
        }

        return IsRead(context.Request.Method)
            ? next(context)
            : audit.RunAsync(NameOf(context), actor.Actor, tenant, () => RunAsync(context), OutcomeOf).AsTask();
    }

    private async ValueTask<int> RunAsync(HttpContext context)
    {
        await next(context);
        return context.Response.StatusCode;
    }

    private static AuditOutcome OutcomeOf(int status) => status switch
    {
        < 400 => AuditOutcome.Done,
        < 500 => AuditOutcome.Refused,
        _ => AuditOutcome.Failed,
    };

    private static bool IsRead(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static string NameOf(HttpContext context) =>
        $"{context.Request.Method} {(context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? context.Request.Path}";
}
