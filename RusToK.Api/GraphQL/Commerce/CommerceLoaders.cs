using GraphQL;
using GraphQL.DataLoader;
using RusToK.Api.GraphQL.Content;
using RusToK.Api.GraphQL.Server.Loaders;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Queries;
using RusToK.Core.Commerce.Orders;
using RusToK.Core.Commerce.Orders.Queries;

namespace RusToK.Api.GraphQL.Commerce;

/// <summary>What hangs on products, collections and orders and is no part of their own statement: one statement more, however many ask.</summary>
internal static class CommerceLoaders
{
    private sealed record Wanted(Guid Id, LocaleChain Locales, int First = 0, ProductSelection Selection = ProductSelection.None, string? Currency = null);

    public static IDataLoaderResult<Localized<ProductCategoryDocument>?> LoadProductCategory(this IResolveFieldContext context, Guid id, LocaleChain locales)
    {
        var (queries, tenantId) = (context.Service<ProductCategoryQueries>(), context.TenantId());
        return context.LoadOne<Wanted, Localized<ProductCategoryDocument>>("product category", new Wanted(id, locales), async (keys, cancellation) =>
        {
            var found = new Dictionary<Wanted, Localized<ProductCategoryDocument>>();
            foreach (var way in keys.GroupBy(k => k.Locales))
                foreach (var (key, category) in await queries.FindManyAsync(tenantId, [.. way.Select(k => k.Id)], way.Key.Locales, cancellation))
                    found[new Wanted(key, way.Key)] = new Localized<ProductCategoryDocument>(category, way.Key);
            return found;
        });
    }

    public static IDataLoaderResult<Localized<CollectionDocument>?> LoadCollection(this IResolveFieldContext context, Guid id, LocaleChain locales)
    {
        var (queries, tenantId) = (context.Service<CollectionQueries>(), context.TenantId());
        return context.LoadOne<Wanted, Localized<CollectionDocument>>("collection", new Wanted(id, locales), async (keys, cancellation) =>
        {
            var found = new Dictionary<Wanted, Localized<CollectionDocument>>();
            foreach (var way in keys.GroupBy(k => k.Locales))
                foreach (var (key, collection) in await queries.FindManyAsync(tenantId, [.. way.Select(k => k.Id)], way.Key.Locales, cancellation))
                    found[new Wanted(key, way.Key)] = new Localized<CollectionDocument>(collection, way.Key);
            return found;
        });
    }

    public static IDataLoaderResult<IEnumerable<ProductView>> LoadProductsOfCollection(
        this IResolveFieldContext context, Guid id, LocaleChain locales, int first, ProductSelection selection, string? currency)
    {
        var (queries, tenantId) = (context.Service<ProductQueries>(), context.TenantId());
        var wanted = new Wanted(id, locales, first, selection, currency);
        return context.LoadMany<Wanted, ProductView>("products of a collection", wanted, async (keys, cancellation) =>
        {
            var found = new List<(Wanted Key, ProductView Product)>();
            foreach (var way in keys.GroupBy(k => k with { Id = Guid.Empty }))
                foreach (var group in await queries.FirstOfCollectionsAsync(
                    tenantId, [.. way.Select(k => k.Id)], ProductStatus.Active, way.Key.First, way.Key.Locales.Locales, way.Key.Selection, cancellation))
                    found.AddRange(group.Select(product => (way.Key with { Id = group.Key }, new ProductView(product, way.Key.Locales, way.Key.Currency))));
            return found.ToLookup(f => f.Key, f => f.Product);
        });
    }

    /// <summary>Active products, in the order of the ids; those that are not there are left out.</summary>
    public static IDataLoaderResult<IEnumerable<ProductView>> LoadProducts(
        this IResolveFieldContext context, IReadOnlyList<Guid> ids, LocaleChain locales, ProductSelection selection, string? currency)
    {
        var (queries, tenantId) = (context.Service<ProductQueries>(), context.TenantId());
        return new ContentLoaders.Gathered<ProductView>([.. ids.Select(id => context.LoadOne<Wanted, ProductView>(
            "product", new Wanted(id, locales, Selection: selection, Currency: currency), async (keys, cancellation) =>
            {
                var found = new Dictionary<Wanted, ProductView>();
                foreach (var way in keys.GroupBy(k => k with { Id = Guid.Empty }))
                    foreach (var (key, product) in await queries.FindManyAsync(
                        tenantId, [.. way.Select(k => k.Id)], ProductStatus.Active, way.Key.Locales.Locales, way.Key.Selection, cancellation))
                        found[way.Key with { Id = key }] = new ProductView(product, way.Key.Locales, way.Key.Currency);
                return found;
            }))]);
    }

    public static IDataLoaderResult<IEnumerable<ProductWords>> LoadProductTranslations(this IResolveFieldContext context, Guid id)
    {
        var (truth, tenantId) = (context.Service<ProductTruth>(), context.TenantId());
        return context.LoadMany<Guid, ProductWords>("product translations", id, (keys, cancellation) => truth.TranslationsAsync(tenantId, keys, cancellation));
    }

    public static IDataLoaderResult<OrderContact?> LoadContact(this IResolveFieldContext context, Guid orderId)
    {
        var (queries, tenantId) = (context.Service<OrderQueries>(), context.TenantId());
        return context.LoadOne<Guid, OrderContact>("order contact", orderId, (keys, cancellation) => queries.ContactsAsync(tenantId, keys, cancellation));
    }
}
