using GraphQL;
using GraphQL.Types;
using RusToK.Api.GraphQL.Commerce.Inputs;
using RusToK.Api.GraphQL.Commerce.Types;
using RusToK.Api.GraphQL.Content;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Access;
using RusToK.Api.GraphQL.Server.Execution;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Queries;
using RusToK.Core.Errors;
using RusToK.Core.Identity.Access;

namespace RusToK.Api.GraphQL.Commerce;

/// <summary>Queries of the catalog: they read the read models only.</summary>
internal static class CatalogQueryFields
{
    private const string LocaleDescription = "The language wanted; where there is none of it, the tenant's fallbacks and default stand in.";
    private const string CurrencyDescription = "ISO 4217 code of the prices beneath, unless a field says another.";

    public static void AddTo(ObjectGraphType query)
    {
        query.Field<ProductType>("product")
            .Description("One product, by id or by handle.")
            .Argument<UuidType>("id")
            .Argument<StringGraphType>("handle")
            .Argument<ProductStatusType>("status", a => { a.Description = "Only in this status; null for any."; a.DefaultValue = ProductStatus.Active; })
            .Argument<StringGraphType>(ContentContext.LocaleArgument, LocaleDescription)
            .Argument<StringGraphType>(ProductViews.CurrencyArgument, CurrencyDescription)
            .RequirePermission(Permissions.ProductReadDrafts, when: static c => c.GetArgument<ProductStatus?>("status") != ProductStatus.Active)
            .WithResolverSpan()
            .ResolveAsync(async c => await FindProductAsync(c));

        query.Field<NonNullGraphType<ProductConnectionType>>("products")
            .Description("Products in an order; active ones unless the filter says otherwise. A search that no product fits lists those whose titles hold similar words.")
            .Argument<ProductFilterInput>("filter")
            .Argument<StringGraphType>("search", "Words, \"phrases\", or, -without, or a SKU; at most 200 characters.")
            .Argument<ProductOrderType>("orderBy", "Newest first when absent, or what fits a search best.")
            .Argument<StringGraphType>(ContentContext.LocaleArgument, LocaleDescription)
            .Argument<StringGraphType>(ProductViews.CurrencyArgument, CurrencyDescription + " Needed to order by price.")
            .Paged()
            .RequirePermission(Permissions.ProductReadDrafts, when: static c => c.GetArgument<ProductFilter?>("filter") is { Status: not ProductStatus.Active })
            .WithResolverSpan()
            .ResolveAsync(async c =>
            {
                var locales = c.Locales();
                var list = new ProductList
                {
                    Filter = c.GetArgument<ProductFilter?>("filter") ?? new ProductFilter(),
                    Search = c.GetArgument<string?>("search"),
                    OrderBy = c.GetArgument<ProductOrder?>("orderBy"),
                    Currency = c.Currency(),
                    Locales = locales.Locales,
                };
                var page = await c.Products().ListAsync(
                    c.TenantId(), list, c.GetArgument<int?>("first"), c.GetArgument<string?>("after"), c.GetArgument<int?>("last"), c.GetArgument<string?>("before"),
                    c.SelectedOfProducts(), c.CancellationToken);
                return new ProductPage(page, list, locales);
            });

        query.Field<VariantType>("variant")
            .Description("The variant with a SKU, of an active product.")
            .Argument<NonNullGraphType<StringGraphType>>("sku")
            .Argument<StringGraphType>(ContentContext.LocaleArgument, LocaleDescription)
            .Argument<StringGraphType>(ProductViews.CurrencyArgument, CurrencyDescription)
            .WithResolverSpan()
            .ResolveAsync(async c =>
            {
                var (locales, currency) = (c.Locales(), c.Currency());
                return await c.Service<ProductQueries>().FindBySkuAsync(
                        c.TenantId(), c.GetArgument<string>("sku"), ProductStatus.Active, locales.Locales, c.SelectedOfProducts(), c.CancellationToken)
                    is var (product, variant)
                    ? new VariantView(variant, new ProductView(product, locales, currency))
                    : null;
            });

        query.Field<CollectionType>("collection")
            .Description("One collection, by id or by handle.")
            .Argument<UuidType>("id")
            .Argument<StringGraphType>("handle")
            .Argument<StringGraphType>(ContentContext.LocaleArgument, LocaleDescription)
            .WithResolverSpan()
            .ResolveAsync(async c => await FindCollectionAsync(c));

        query.Field<NonNullGraphType<CollectionConnectionType>>("collections")
            .Description("Collections by title.")
            .Argument<StringGraphType>(ContentContext.LocaleArgument, LocaleDescription)
            .Paged()
            .WithResolverSpan()
            .ResolveAsync(async c =>
            {
                var locales = c.Locales();
                var page = await c.Service<CollectionQueries>().ListAsync(c.TenantId(), c.PageOf(CollectionQueries.List), locales.Locales, c.CancellationToken);
                return page.In(locales);
            });

        query.Field<ProductCategoryType>("productCategory")
            .Description("One product category, by id or by slug.")
            .Argument<UuidType>("id")
            .Argument<StringGraphType>("slug")
            .Argument<StringGraphType>(ContentContext.LocaleArgument, LocaleDescription)
            .WithResolverSpan()
            .ResolveAsync(async c => await FindCategoryAsync(c));

        query.Field<NonNullGraphType<ProductCategoryConnectionType>>("productCategories")
            .Description("Product categories by position.")
            .Argument<UuidType>("parentId", "Only those directly below it.")
            .Argument<NonNullGraphType<BooleanGraphType>>("roots", a => { a.Description = "Only those below nothing."; a.DefaultValue = false; })
            .Argument<StringGraphType>(ContentContext.LocaleArgument, LocaleDescription)
            .Paged()
            .WithResolverSpan()
            .ResolveAsync(async c =>
            {
                var locales = c.Locales();
                var page = await c.Service<ProductCategoryQueries>().ListAsync(
                    c.TenantId(), c.GetArgument<Guid?>("parentId"), c.GetArgument<bool>("roots"), c.PageOf(ProductCategoryQueries.List), locales.Locales,
                    c.CancellationToken);
                return page.In(locales);
            });

        query.Field<NonNullGraphType<ListGraphType<NonNullGraphType<PriceListType>>>>("priceLists")
            .Description("All price lists, the newest first.")
            .RequirePermission(Permissions.PriceUpdate)
            .WithResolverSpan()
            .ResolveAsync(async c => await c.Service<PriceListQueries>().ListAsync(c.TenantId(), c.CancellationToken));
    }

    private static async Task<ProductView?> FindProductAsync(IResolveFieldContext c)
    {
        var (id, handle, locales, status) = (c.GetArgument<Guid?>("id"), c.GetArgument<string?>("handle"), c.Locales(), c.GetArgument<ProductStatus?>("status"));
        var (queries, selection, currency) = (c.Products(), c.SelectedOfProducts(), c.Currency());
        var product = (id, handle) switch
        {
            ({ } wanted, null) => await queries.FindAsync(c.TenantId(), wanted, status, locales.Locales, selection, c.CancellationToken),
            (null, { } named) => await queries.FindByHandleAsync(c.TenantId(), named, status, locales.Locales, selection, c.CancellationToken),
            _ => throw new InvalidInputException("id", "one-of", "Give either id or handle."),
        };
        return product.In(locales, currency);
    }

    private static async Task<Localized<CollectionDocument>?> FindCollectionAsync(IResolveFieldContext c)
    {
        var (id, handle, locales, queries) = (c.GetArgument<Guid?>("id"), c.GetArgument<string?>("handle"), c.Locales(), c.Service<CollectionQueries>());
        var collection = (id, handle) switch
        {
            ({ } wanted, null) => (await queries.FindManyAsync(c.TenantId(), [wanted], locales.Locales, c.CancellationToken)).GetValueOrDefault(wanted),
            (null, { } named) => await queries.FindByHandleAsync(c.TenantId(), named, locales.Locales, c.CancellationToken),
            _ => throw new InvalidInputException("id", "one-of", "Give either id or handle."),
        };
        return collection.In(locales);
    }

    private static async Task<Localized<ProductCategoryDocument>?> FindCategoryAsync(IResolveFieldContext c)
    {
        var (id, slug, locales, queries) = (c.GetArgument<Guid?>("id"), c.GetArgument<string?>("slug"), c.Locales(), c.Service<ProductCategoryQueries>());
        var category = (id, slug) switch
        {
            ({ } wanted, null) => (await queries.FindManyAsync(c.TenantId(), [wanted], locales.Locales, c.CancellationToken)).GetValueOrDefault(wanted),
            (null, { } named) => await queries.FindBySlugAsync(c.TenantId(), named, locales.Locales, c.CancellationToken),
            _ => throw new InvalidInputException("id", "one-of", "Give either id or slug."),
        };
        return category.In(locales);
    }
}
