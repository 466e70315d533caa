namespace RusToK.Api.Errors;

internal static class RefusalRegistration
{
    /// <summary>Problem details for whatever goes wrong, a body that cannot be read among it.</summary>
    public static IServiceCollection AddRefusals(this IServiceCollection services) => services
        .AddExceptionHandler<UnhandledExceptions>()
        .Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);

    /// <summary>Answers for what nobody else has answered for: what was thrown, and what has a status and no body.</summary>
    public static IApplicationBuilder UseRefusals(this IApplicationBuilder app) => app
        .UseExceptionHandler(_ => { })
        .UseStatusCodePages(context => Refusal.Of(context.HttpContext.Response.StatusCode).WriteAsync(context.HttpContext));
}
