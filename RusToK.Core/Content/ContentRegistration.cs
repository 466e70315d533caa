using Microsoft.Extensions.DependencyInjection;
using RusToK.Core.Content.Categories.Storage;
using RusToK.Core.Content.Nodes.Storage;

namespace RusToK.Core.Content;

public static class ContentRegistration
{
    /// <summary>Adds what the module's commands and queries need; commands, projections and persistence add themselves.</summary>
    public static IServiceCollection AddContent(this IServiceCollection services)
    {
        services.AddSingleton<NodeReader>().AddSingleton<NodeChanges>();
        services.AddSingleton<CategoryReader>().AddSingleton<CategoryChanges>();
        return services;
    }
}
