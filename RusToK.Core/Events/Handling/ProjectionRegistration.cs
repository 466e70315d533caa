using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace RusToK.Core.Events.Handling;

public static class ProjectionRegistration
{
    /// <summary>Every projection of this assembly.</summary>
    internal static IEnumerable<Type> Types => Assembly.GetExecutingAssembly().GetTypes()
        .Where(t => t is { IsAbstract: false, IsClass: true } && t.IsAssignableTo(typeof(IProjection)));

    /// <summary>Adds every projection of this assembly.</summary>
    public static IServiceCollection AddProjections(this IServiceCollection services)
    {
        foreach (var type in Types)
            services.AddSingleton(typeof(IProjection), type);
        return services;
    }
}
