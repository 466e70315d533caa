using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace RusToK.Core.Commands;

public static class CommandRegistration
{
    /// <summary>Adds the dispatcher and every command handler of this assembly.</summary>
    public static IServiceCollection AddCommands(this IServiceCollection services)
    {
        services.AddScoped<CommandDispatcher>();
        services.AddHostedService<CommandCounters>();
        foreach (var handler in Assembly.GetExecutingAssembly().GetTypes().Where(t => t is { IsAbstract: false, IsClass: true }))
            foreach (var contract in handler.GetInterfaces())
                if (contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(ICommandHandler<,>))
                    services.AddScoped(contract, handler);
        return services;
    }
}
