using GraphQL.Types;
using RusToK.Api.GraphQL.Content;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Access;
using RusToK.Api.GraphQL.Server.Limits;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Queries;
using RusToK.Core.Identity.Access;

namespace RusToK.Api.GraphQL.Commerce.Types;

internal sealed class ProductType : ObjectGraphType<ProductView>
{
    public ProductType()
    {
        Name = "Product";
        Description = "Something that is sold, in one language.";
        Field<NonNullGraphType<UuidType>>("id").Resolve(c => c.Source.Product.Id);
        Field<NonNullGraphType<ProductStatusType>>("status").Resolve(c => c.Source.Product.Status);
        Field<StringGraphType>("vendor").Resolve(c => c.Source.Product.Vendor);
        Field<StringGraphType>("type").Resolve(c => c.Source.Product.Type);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("tags").Resolve(c => c.Source.Product.Tags);
        Field<UuidType>("categoryId").Resolve(c => c.Source.Product.CategoryId);
        Field<ProductCategoryType>("category")
            .Resolve(c => c.Source.Product.CategoryId is { } id ? c.LoadProductCategory(id, c.Source.Locales) : null);
        Field<NonNullGraphType<BooleanGraphType>>("inStock").Description("Some variant can be ordered.").Resolve(c => c.Source.Product.InStock);
        Field<DateTimeOffsetGraphType>("publishedAt").Description("When it was first activated.").Resolve(c => c.Source.Product.PublishedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("createdAt").Resolve(c => c.Source.Product.CreatedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Resolve(c => c.Source.Product.UpdatedAt);
        Field<NonNullGraphType<LongGraphType>>("version").Description("Give it as expectedVersion to change only what you have seen.").Resolve(c => c.Source.Product.Version);
        Field<NonNullGraphType<StringGraphType>>("locale").Description("The language served, which may be one that stands in.").Resolve(c => c.Source.Product.Locale);
        Field<NonNullGraphType<StringGraphType>>("title").Resolve(c => c.Source.Product.Title);
        Field<NonNullGraphType<StringGraphType>>("handle").Resolve(c => c.Source.Product.Handle);
        Field<NonNullGraphType<StringGraphType>>("description").Description("HTML.").Resolve(c => c.Source.Product.Description ?? "");
        Field<StringGraphType>("seoTitle").Resolve(c => c.Source.Product.SeoTitle);
        Field<StringGraphType>("seoDescription").Resolve(c => c.Source.Product.SeoDescription);
        AddParts();
    }

    /// <summary>What comes in the product's own statement costs no object of its own in the complexity, except variants and collections, which may be many.</summary>
    private void AddParts()
    {
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ProductOptionType>>>>("options").WithCost(0).Resolve(c => c.Source.Product.Options);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ProductImageType>>>>("images").WithCost(0).Resolve(c => c.Source.Product.Images);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<VariantType>>>>("variants").WithAssumedListSize(3)
            .Description("All of them, in their order; at most 100.")
            .Resolve(c => c.Source.Product.Variants.Select(v => new VariantView(v, c.Source)));
        Field<PriceRangeType>("priceRange").WithCost(0)
            .Description("What its variants cost now; null when none has a price in the currency.")
            .Argument<StringGraphType>(ProductViews.CurrencyArgument)
            .Resolve(c => c.Source.Product.PriceRange(c.RequireCurrency(c.Source)));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<CollectionType>>>>("collections").WithAssumedListSize(1)
            .Description("Those it is in, by title; at most 50.")
            .Resolve(c => c.Source.Product.Collections.Select(x => x.In(c.Source.Locales)));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ProductTranslationType>>>>("translations").WithAssumedListSize(3)
            .Description("Every language it has.")
            .RequirePermission(Permissions.ProductReadDrafts)
            .Resolve(c => c.LoadProductTranslations(c.Source.Product.Id));
    }
}

internal sealed class ProductOptionType : ObjectGraphType<ProductOption>
{
    public ProductOptionType()
    {
        Name = "ProductOption";
        Field<NonNullGraphType<StringGraphType>>("name").Resolve(c => c.Source.Name);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("values").Resolve(c => c.Source.Values);
    }
}

internal sealed class ProductImageType : ObjectGraphType<ProductImage>
{
    public ProductImageType()
    {
        Name = "ProductImage";
        Field<NonNullGraphType<StringGraphType>>("url").Resolve(c => c.Source.Url);
        Field<StringGraphType>("alt").Resolve(c => c.Source.Alt);
    }
}

internal sealed class ProductTranslationType : ObjectGraphType<ProductWords>
{
    public ProductTranslationType()
    {
        Name = "ProductTranslation";
        Field<NonNullGraphType<StringGraphType>>("locale").Resolve(c => c.Source.Locale);
        Field<NonNullGraphType<StringGraphType>>("title").Resolve(c => c.Source.Title);
        Field<NonNullGraphType<StringGraphType>>("handle").Resolve(c => c.Source.Handle);
        Field<NonNullGraphType<StringGraphType>>("description").Resolve(c => c.Source.Description);
        Field<StringGraphType>("seoTitle").Resolve(c => c.Source.SeoTitle);
        Field<StringGraphType>("seoDescription").Resolve(c => c.Source.SeoDescription);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Resolve(c => c.Source.UpdatedAt);
    }
}
