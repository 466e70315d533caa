using Microsoft.Extensions.DependencyInjection;
using RusToK.Core.Content.Categories.Storage;
using RusToK.Core.Content.External;
using RusToK.Core.Content.Menus;
using RusToK.Core.Content.Nodes.Storage;
using RusToK.Core.Content.Queries;

namespace RusToK.Core.Content;

public static class ContentRegistration
{
    /// <summary>Adds what the module's commands and queries need; commands, projections and persistence add themselves.</summary>
    public static IServiceCollection AddContent(this IServiceCollection services)
    {
        services.AddSingleton<NodeReader>().AddSingleton<NodeChanges>();
        services.AddSingleton<CategoryReader>().AddSingleton<CategoryChanges>();
        services.AddSingleton<MenuReader>();
        services.AddSingleton<ExternalIds>().AddSingleton<ContentSnapshots>();
        services.AddSingleton<ReadStore>();
        services.AddSingleton(provider => new NodeQueries(provider.GetRequiredService<ReadStore>()));
        services.AddSingleton(provider => new SearchQueries(provider.GetRequiredService<ReadStore>()));
        services.AddSingleton(provider => new NameQueries(provider.GetRequiredService<ReadStore>()));
        services.AddSingleton(provider => new ForumQueries(provider.GetRequiredService<ReadStore>()));
        services.AddSingleton(provider => new MenuQueries(provider.GetRequiredService<ReadStore>()));
        return services;
    }
}
