namespace RusToK.Api.Access;

internal static class AccessRegistration
{
    /// <summary>Adds what the middleware of this folder enters.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services) => services.AddScoped<RequestOrigin>();

    /// <summary>Who calls, and whether they may. After the tenant is known.</summary>
    public static IApplicationBuilder UseAccess(this IApplicationBuilder app) => app
        .UseMiddleware<ActorMiddleware>()
        .UseMiddleware<AccessMiddleware>();
}
