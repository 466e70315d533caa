using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace RusToK.Core.Events.Handling;

public static class ProjectionRegistration
{
    /// <summary>Adds every projection of this assembly.</summary>
    public static IServiceCollection AddProjections(this IServiceCollection services)
    {
        foreach (var type in Assembly.GetExecutingAssembly().GetTypes().Where(t => t is { IsAbstract: false, IsClass: true }))
            if (type.IsAssignableTo(typeof(IProjection)))
                services.AddSingleton(typeof(IProjection), type);
        return services;
    }
}
