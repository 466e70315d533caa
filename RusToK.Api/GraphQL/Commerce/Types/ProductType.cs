using GraphQL.Types;
using RusToK.Api.GraphQL.Content;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Access;
using RusToK.Api.GraphQL.Server.Limits;
using RusToK.Api.GraphQL.Server.Plain;
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
        Field<NonNullGraphType<UuidType>>("id").Reads(x => x.Product.Id);
        Field<NonNullGraphType<ProductStatusType>>("status").Reads(x => x.Product.Status);
        Field<StringGraphType>("vendor").Reads(x => x.Product.Vendor);
        Field<StringGraphType>("type").Reads(x => x.Product.Type);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("tags").Reads(x => x.Product.Tags);
        Field<UuidType>("categoryId").Reads(x => x.Product.CategoryId);
        Field<ProductCategoryType>("category")
            .Resolve(c => c.Source.Product.CategoryId is { } id ? c.LoadProductCategory(id, c.Source.Locales) : null);
        Field<NonNullGraphType<BooleanGraphType>>("inStock").Description("Some variant can be ordered.").Reads(x => x.Product.InStock);
        Field<DateTimeOffsetGraphType>("publishedAt").Description("When it was first activated.").Reads(x => x.Product.PublishedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("createdAt").Reads(x => x.Product.CreatedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Reads(x => x.Product.UpdatedAt);
        Field<NonNullGraphType<LongGraphType>>("version").Description("Give it as expectedVersion to change only what you have seen.").Reads(x => x.Product.Version);
        Field<NonNullGraphType<StringGraphType>>("locale").Description("The language served, which may be one that stands in.").Reads(x => x.Product.Locale);
        Field<NonNullGraphType<StringGraphType>>("title").Reads(x => x.Product.Title);
        Field<NonNullGraphType<StringGraphType>>("handle").Reads(x => x.Product.Handle);
        Field<NonNullGraphType<StringGraphType>>("description").Description("HTML.").Reads(x => x.Product.Description ?? "");
        Field<StringGraphType>("seoTitle").Reads(x => x.Product.SeoTitle);
        Field<StringGraphType>("seoDescription").Reads(x => x.Product.SeoDescription);
        AddParts();
    }

    /// <summary>What comes in the product's own statement costs no object of its own in the complexity, except variants and collections, which may be many.</summary>
    private void AddParts()
    {
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ProductOptionType>>>>("options").WithCost(0).Reads(x => x.Product.Options);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ProductImageType>>>>("images").WithCost(0).Reads(x => x.Product.Images);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<VariantType>>>>("variants").WithAssumedListSize(3)
            .Description("All of them, in their order; at most 100.")
            .Reads(x => x.Product.Variants.Select(v => new VariantView(v, x)));
        Field<PriceRangeType>("priceRange").WithCost(0)
            .Description("What its variants cost now; null when none has a price in the currency.")
            .Argument<StringGraphType>(ProductViews.CurrencyArgument)
            .Resolve(c => c.Source.Product.PriceRange(c.RequireCurrency(c.Source)));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<CollectionType>>>>("collections").WithAssumedListSize(1)
            .Description("Those it is in, by title; at most 50.")
            .Reads(o => o.Product.Collections.Select(x => x.In(o.Locales)));
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
        Field<NonNullGraphType<StringGraphType>>("name").Reads(x => x.Name);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("values").Reads(x => x.Values);
    }
}

internal sealed class ProductImageType : ObjectGraphType<ProductImage>
{
    public ProductImageType()
    {
        Name = "ProductImage";
        Field<NonNullGraphType<StringGraphType>>("url").Reads(x => x.Url);
        Field<StringGraphType>("alt").Reads(x => x.Alt);
    }
}

internal sealed class ProductTranslationType : ObjectGraphType<ProductWords>
{
    public ProductTranslationType()
    {
        Name = "ProductTranslation";
        Field<NonNullGraphType<StringGraphType>>("locale").Reads(x => x.Locale);
        Field<NonNullGraphType<StringGraphType>>("title").Reads(x => x.Title);
        Field<NonNullGraphType<StringGraphType>>("handle").Reads(x => x.Handle);
        Field<NonNullGraphType<StringGraphType>>("description").Reads(x => x.Description);
        Field<StringGraphType>("seoTitle").Reads(x => x.SeoTitle);
        Field<StringGraphType>("seoDescription").Reads(x => x.SeoDescription);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Reads(x => x.UpdatedAt);
    }
}
