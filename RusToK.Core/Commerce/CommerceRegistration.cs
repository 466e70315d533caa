using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RusToK.Core.Caching;
using RusToK.Core.Caching.Invalidation;
using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Caching;
using RusToK.Core.Commerce.Catalog.Categories.Storage;
using RusToK.Core.Commerce.Catalog.Collections.Storage;
using RusToK.Core.Commerce.Catalog.Prices.Storage;
using RusToK.Core.Commerce.Catalog.Products.Storage;
using RusToK.Core.Commerce.Catalog.Queries;
using RusToK.Core.Commerce.External;
using RusToK.Core.Commerce.Inventory.Queries;
using RusToK.Core.Commerce.Inventory.Storage;
using RusToK.Core.Commerce.Orders.Queries;
using RusToK.Core.Commerce.Orders.Storage;
using RusToK.Core.Content.Queries;

namespace RusToK.Core.Commerce;

public static class CommerceRegistration
{
    /// <summary>Adds what the module's commands and queries need; commands, projections and persistence add themselves.</summary>
    public static IServiceCollection AddCommerce(this IServiceCollection services)
    {
        services.AddSingleton<ICommandObserver, CommerceMetrics>();
        services.AddSingleton<ProductReader>().AddSingleton<ProductChanges>().AddSingleton<StockQuestions>();
        services.AddSingleton<ProductCategoryReader>().AddSingleton<ProductCategoryChanges>();
        services.AddSingleton<CollectionReader>().AddSingleton<CollectionChanges>();
        services.AddSingleton<PriceListReader>().AddSingleton<PriceListChanges>();
        services.AddSingleton<LocationReader>().AddSingleton<StockMoves>();
        services.AddSingleton<OrderReader>().AddSingleton<OrderPlacement>().AddSingleton<OrderChanges>();

        services.AddSingleton<ExternalProducts>();

        services.TryAddSingleton<ReadStore>();
        services.AddSingleton(provider => new ProductQueries(provider.GetRequiredService<ReadStore>()));
        services.AddSingleton(provider => new ProductFacetQueries(provider.GetRequiredService<ReadStore>()));
        services.AddSingleton(provider => new ProductTruth(provider.GetRequiredService<ReadStore>()));
        services.AddSingleton(provider => new CollectionQueries(provider.GetRequiredService<ReadStore>()));
        services.AddSingleton(provider => new ProductCategoryQueries(provider.GetRequiredService<ReadStore>()));
        services.AddSingleton(provider => new PriceListQueries(provider.GetRequiredService<ReadStore>()));
        services.AddSingleton(provider => new InventoryQueries(provider.GetRequiredService<ReadStore>()));
        services.AddSingleton(provider => new OrderQueries(provider.GetRequiredService<ReadStore>()));
        services.AddCaching();
        services.AddSingleton<CatalogCache>().AddSingleton<IChangeTags, CatalogChangeTags>();
        services.AddSingleton(provider => new PublishedCatalog(new ProductQueries(
            provider.GetRequiredService<ReadStore>(),
            provider.GetRequiredService<NamedCaches>().Remember(CatalogCache.Declaration) ? provider.GetRequiredService<CatalogCache>() : null)));
        return services;
    }
}
