using Microsoft.Extensions.DependencyInjection;
using RusToK.Core.Identity.Access;

namespace RusToK.Core.Identity;

public static class IdentityRegistration
{
    /// <summary>Adds the scoped current actor.</summary>
    public static IServiceCollection AddIdentity(this IServiceCollection services) => services.AddScoped<CurrentActor>();
}
