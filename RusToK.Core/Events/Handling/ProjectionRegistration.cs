using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace RusToK.Core.Events.Handling;

public static class ProjectionRegistration
{
    /// <summary>Every projection of this assembly.</summary>
    internal static IEnumerable<Type> Types => Consumers.Where(t => t.IsAssignableTo(typeof(IProjection)));

    private static IEnumerable<Type> Consumers => Assembly.GetExecutingAssembly().GetTypes()
        .Where(t => t is { IsAbstract: false, IsClass: true } && t.IsAssignableTo(typeof(IEventConsumer)));

    /// <summary>Adds every consumer of events of this assembly, the projections among them.</summary>
    public static IServiceCollection AddProjections(this IServiceCollection services)
    {
        foreach (var type in Consumers)
        {
            services.AddSingleton(type);
            services.AddSingleton(typeof(IEventConsumer), provider => provider.GetRequiredService(type));
            if (type.IsAssignableTo(typeof(IProjection)))
                services.AddSingleton(typeof(IProjection), provider => provider.GetRequiredService(type));
        }

        return services;
    }
}
