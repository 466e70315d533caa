using GraphQL;
using GraphQL.Types;
using RusToK.Api.GraphQL.Content;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Execution;
using RusToK.Api.GraphQL.Server.Plain;
using RusToK.Core.Commerce.Catalog.Categories;
using RusToK.Core.Commerce.Catalog.Collections;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Queries;

namespace RusToK.Api.GraphQL.Commerce.Types;

/// <summary>A changed product, read from the truth: the read model follows some milliseconds later.</summary>
internal sealed class ProductPayloadType : ObjectGraphType<Product>
{
    public ProductPayloadType()
    {
        Name = "ProductPayload";
        Field<NonNullGraphType<UuidType>>("id").Reads(x => x.Id);
        Field<NonNullGraphType<LongGraphType>>("version").Reads(x => x.Version);
        Field<ProductType>("product")
            .Description("The product as it is now, without its collections; null when someone has deleted it meanwhile.")
            .Argument<StringGraphType>(ContentContext.LocaleArgument, "The language wanted; another stands in when the product has none of it.")
            .Argument<StringGraphType>(ProductViews.CurrencyArgument)
            .WithResolverSpan()
            .ResolveAsync(async c => await c.FindTruthAsync(c.Source.Id));
    }
}

internal sealed class VariantPayloadType : ObjectGraphType<VariantResult>
{
    public VariantPayloadType()
    {
        Name = "VariantPayload";
        Field<NonNullGraphType<UuidType>>("id").Reads(x => x.VariantId);
        Field<NonNullGraphType<LongGraphType>>("version").Description("The product's.").Reads(x => x.Product.Version);
        Field<VariantType>("variant")
            .Description("The variant as it is now; null when someone has deleted it meanwhile.")
            .Argument<StringGraphType>(ContentContext.LocaleArgument, "The language wanted; another stands in when the product has none of it.")
            .Argument<StringGraphType>(ProductViews.CurrencyArgument)
            .WithResolverSpan()
            .ResolveAsync(async c => await c.FindTruthAsync(c.Source.Product.Id) is { } product
                && product.Product.Variants.FirstOrDefault(v => v.Id == c.Source.VariantId) is { } variant
                    ? new VariantView(variant, product)
                    : null);
    }
}

internal sealed class ProductCategoryPayloadType : ObjectGraphType<ProductCategoryResult>
{
    public ProductCategoryPayloadType()
    {
        Name = "ProductCategoryPayload";
        Field<NonNullGraphType<ProductCategoryType>>("category")
            .Argument<StringGraphType>(ContentContext.LocaleArgument, "The language wanted; another stands in when the category has none of it.")
            .Resolve(c =>
            {
                var (category, locales) = (c.Source.Category, c.Locales());
                var name = locales.Best(c.Source.Translations, static t => t.Locale);
                return new ProductCategoryDocument(
                    category.Id, category.ParentId, category.Position, category.CreatedAt, category.UpdatedAt, category.Version,
                    name.Locale, name.Name, name.Slug, name.Description).In(locales);
            });
    }
}

internal sealed class CollectionPayloadType : ObjectGraphType<CollectionResult>
{
    public CollectionPayloadType()
    {
        Name = "CollectionPayload";
        Field<NonNullGraphType<CollectionType>>("collection")
            .Argument<StringGraphType>(ContentContext.LocaleArgument, "The language wanted; another stands in when the collection has none of it.")
            .Resolve(c =>
            {
                var (collection, locales) = (c.Source.Collection, c.Locales());
                var name = locales.Best(c.Source.Translations, static t => t.Locale);
                return new CollectionDocument(
                    collection.Id, collection.Kind, collection.MatchAll, collection.Rules, collection.CreatedAt, collection.UpdatedAt, collection.Version,
                    name.Locale, name.Name, name.Slug, name.Description).In(locales);
            });
    }
}

internal static class ProductTruths
{
    public static async Task<ProductView?> FindTruthAsync(this IResolveFieldContext context, Guid id)
    {
        var (locales, currency) = (context.Locales(), context.Currency());
        return (await context.Service<ProductTruth>().FindAsync(context.TenantId(), id, locales.Locales, context.CancellationToken)).In(locales, currency);
    }
}
