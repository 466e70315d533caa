namespace RusToK.Api.Errors;

internal static class RefusalRegistration
{
    /// <summary>Problem details for whatever goes wrong, a body that cannot be read among it.</summary>
    public static IServiceCollection AddRefusals(this IServiceCollection services) => services
        .AddExceptionHandler<UnhandledExceptions>()
        .Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
}
