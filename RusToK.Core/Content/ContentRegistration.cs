using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RusToK.Core.Caching;
using RusToK.Core.Caching.Invalidation;
using RusToK.Core.Commands;
using RusToK.Core.Content.Caching;
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
        services.AddSingleton<ICommandObserver, ContentMetrics>();
        services.AddSingleton<NodeReader>().AddSingleton<NodeChanges>();
        services.AddSingleton<CategoryReader>().AddSingleton<CategoryChanges>();
        services.AddSingleton<MenuReader>();
        services.AddSingleton<ExternalIds>().AddSingleton<ContentSnapshots>();
        services.TryAddSingleton<ReadStore>();
        services.AddSingleton(provider => new NodeQueries(provider.GetRequiredService<ReadStore>()));
        services.AddSingleton(provider => new SearchQueries(provider.GetRequiredService<ReadStore>()));
        services.AddSingleton(provider => new NameQueries(provider.GetRequiredService<ReadStore>()));
        services.AddCaching();
        services.AddSingleton<ContentCache>().AddSingleton<IChangeTags, ContentChangeTags>();
        services.AddSingleton(PublishedBy);
        services.AddSingleton(provider => new ForumQueries(provider.GetRequiredService<ReadStore>()));
        services.AddSingleton(provider => new MenuQueries(provider.GetRequiredService<ReadStore>()));
        return services;
    }

    private static PublishedContent PublishedBy(IServiceProvider provider)
    {
        var store = provider.GetRequiredService<ReadStore>();
        var cache = provider.GetRequiredService<NamedCaches>().Remember(ContentCache.Declaration) ? provider.GetRequiredService<ContentCache>() : null;
        return new PublishedContent(new NodeQueries(store, cache), new NameQueries(store, cache));
    }
}
