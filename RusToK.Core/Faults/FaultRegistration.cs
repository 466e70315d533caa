using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace RusToK.Core.Faults;

public static class FaultRegistration
{
    /// <summary>Adds what switches faults on, where the configuration allows it; the seams that every process has among it.</summary>
    public static IServiceCollection AddFaults(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<FaultsOptions>().BindConfiguration(FaultsOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<FaultsOptions>, FaultsOptionsValidator>());
        if (!FaultsOptions.AreEnabled(configuration))
            return services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ActiveFaults>();
        services.AddSingleton<FaultSwitch>();
        foreach (var seam in (string[])[FaultSeams.PostgreSql, FaultSeams.Redis, FaultSeams.Http, FaultSeams.Cache])
            services.AddFaultSeam(_ => new FaultSeam(seam));
        return services;
    }

    /// <summary>Adds a seam; where faults are not allowed nobody asks for it.</summary>
    public static IServiceCollection AddFaultSeam(this IServiceCollection services, Func<IServiceProvider, FaultSeam> seam) => services.AddSingleton(seam);
}
