using RusToK.Core.Errors;

namespace RusToK.Api.Errors;

/// <summary>Turns what a command refuses into problem details, without the noise of an unhandled exception.</summary>
internal sealed class RefusalFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (DomainException refused)
        {
            return Refusal.Of(refused);
        }
    }
}

internal static class RefusalFilterExtensions
{
    /// <summary>What the commands behind these endpoints refuse is answered with problem details.</summary>
    public static RouteGroupBuilder WithRefusals(this RouteGroupBuilder group) => group.AddEndpointFilter<RouteGroupBuilder, RefusalFilter>();
}
