using RusToK.Api.Errors;
using RusToK.Core.Errors;
using RusToK.Core.Identity.Access;

namespace RusToK.Api.Access;

/// <summary>Holds a request against what its endpoint asks of the caller, before the endpoint runs.</summary>
internal sealed class AccessMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context, CurrentActor actor)
    {
        try
        {
            foreach (var requirement in context.GetEndpoint()?.Metadata.GetOrderedMetadata<AccessRequirement>() ?? [])
                requirement.Check(actor);
        }
        catch (UnauthenticatedException refused)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return new Refusal(StatusCodes.Status401Unauthorized, refused.Code, refused.Message).WriteAsync(context);
        }
        catch (ForbiddenException refused)
        {
            return new Refusal(StatusCodes.Status403Forbidden, refused.Code, refused.Message, Rule: refused.Rule).WriteAsync(context);
        }

        return next(context);
    }
}
