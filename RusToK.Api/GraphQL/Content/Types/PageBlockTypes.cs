using GraphQL;
using GraphQL.Types;
using RusToK.Api.GraphQL.Commerce;
using RusToK.Api.GraphQL.Commerce.Types;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Limits;
using RusToK.Api.GraphQL.Server.Plain;
using RusToK.Core.Content.Pages.Blocks;

namespace RusToK.Api.GraphQL.Content.Types;

internal sealed class PageBlockType : UnionGraphType
{
    public PageBlockType()
    {
        Name = "PageBlock";
        Description = "One part of a page.";
        Type<HeroBlockType>();
        Type<TextBlockType>();
        Type<ImageBlockType>();
        Type<GalleryBlockType>();
        Type<CtaBlockType>();
        Type<FaqBlockType>();
        Type<ProductGridBlockType>();
    }
}

internal sealed class BlockLinkType : ObjectGraphType<BlockLink>
{
    public BlockLinkType()
    {
        Name = "BlockLink";
        Field(l => l.Label);
        Field(l => l.Url);
    }
}

internal sealed class BlockImageType : ObjectGraphType<BlockImage>
{
    public BlockImageType()
    {
        Name = "BlockImage";
        Field(i => i.Url);
        Field(i => i.Alt).Description("Empty where it only adorns.");
        Field(i => i.Caption, nullable: true);
    }
}

internal sealed class HeroBlockType : ObjectGraphType<Localized<HeroBlock>>
{
    public HeroBlockType()
    {
        Name = "HeroBlock";
        Field<NonNullGraphType<StringGraphType>>("heading").Reads(x => x.Value.Heading);
        Field<StringGraphType>("subheading").Reads(x => x.Value.Subheading);
        Field<BlockImageType>("image").WithCost(0).Reads(x => x.Value.Image);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<BlockLinkType>>>>("links").WithCost(0).Reads(x => x.Value.Links);
    }
}

internal sealed class TextBlockType : ObjectGraphType<Localized<TextBlock>>
{
    public TextBlockType()
    {
        Name = "TextBlock";
        Field<NonNullGraphType<BodyFormatType>>("format").Reads(x => x.Value.Format);
        Field<NonNullGraphType<StringGraphType>>("text").Description("As it was written, in its format; not sanitised.").Reads(x => x.Value.Text);
    }
}

internal sealed class ImageBlockType : ObjectGraphType<Localized<ImageBlock>>
{
    public ImageBlockType()
    {
        Name = "ImageBlock";
        Field<NonNullGraphType<BlockImageType>>("image").WithCost(0).Reads(x => x.Value.Image);
        Field<StringGraphType>("linkUrl").Reads(x => x.Value.LinkUrl);
    }
}

internal sealed class GalleryBlockType : ObjectGraphType<Localized<GalleryBlock>>
{
    public GalleryBlockType()
    {
        Name = "GalleryBlock";
        Field<StringGraphType>("heading").Reads(x => x.Value.Heading);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<BlockImageType>>>>("images").WithCost(0).Reads(x => x.Value.Images);
    }
}

internal sealed class CtaBlockType : ObjectGraphType<Localized<CtaBlock>>
{
    public CtaBlockType()
    {
        Name = "CtaBlock";
        Field<NonNullGraphType<StringGraphType>>("heading").Reads(x => x.Value.Heading);
        Field<StringGraphType>("text").Reads(x => x.Value.Text);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<BlockLinkType>>>>("links").WithCost(0).Reads(x => x.Value.Links);
    }
}

internal sealed class FaqItemType : ObjectGraphType<FaqItem>
{
    public FaqItemType()
    {
        Name = "FaqItem";
        Field(i => i.Question);
        Field(i => i.Answer).Description("Markdown.");
    }
}

internal sealed class FaqBlockType : ObjectGraphType<Localized<FaqBlock>>
{
    public FaqBlockType()
    {
        Name = "FaqBlock";
        Field<StringGraphType>("heading").Reads(x => x.Value.Heading);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<FaqItemType>>>>("items").WithCost(0).Reads(x => x.Value.Items);
    }
}

internal sealed class ProductGridBlockType : ObjectGraphType<Localized<ProductGridBlock>>
{
    public ProductGridBlockType()
    {
        Name = "ProductGridBlock";
        Field<StringGraphType>("heading").Reads(x => x.Value.Heading);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<UuidType>>>>("productIds").Description("As they were named; empty for a collection.").Reads(x => x.Value.ProductIds);
        Field<UuidType>("collectionId").Reads(x => x.Value.CollectionId);
        Field<NonNullGraphType<IntGraphType>>("limit").Description("How many of a collection.").Reads(x => x.Value.Limit);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ProductType>>>>("products").WithAssumedListSize(ProductGridSize)
            .Description("Those that are on sale, in order; none where the tenant has no shop.")
            .Argument<StringGraphType>(ProductViews.CurrencyArgument)
            .Resolve(c => Products(c, c.Source.Value, c.Source.Locales));
    }

    /// <summary>What a grid is thought to hold, where an operation's cost is estimated.</summary>
    private const int ProductGridSize = 12;

    private static object Products(IResolveFieldContext context, ProductGridBlock grid, LocaleChain locales)
    {
        if (context.CurrentTenant().Tenant.DisabledModules.Contains(CommerceGraphQL.Module))
            return Array.Empty<ProductView>();
        var (selection, currency) = (context.SelectedOfProducts(), context.Currency());
        return grid.CollectionId is { } collection
            ? context.LoadProductsOfCollection(collection, locales, grid.Limit, selection, currency)
            : context.LoadProducts(grid.ProductIds, locales, selection, currency);
    }
}

/// <summary>A page's blocks as they were set.</summary>
internal sealed record PageBlocks(Guid Id, long Version, string Locale, IReadOnlyList<object>? Blocks);

internal sealed class PageBlocksPayloadType : ObjectGraphType<PageBlocks>
{
    public PageBlocksPayloadType()
    {
        Name = "PageBlocksPayload";
        Field<NonNullGraphType<UuidType>>("id").Reads(x => x.Id);
        Field<NonNullGraphType<LongGraphType>>("version").Reads(x => x.Version);
        Field<NonNullGraphType<StringGraphType>>("locale").Reads(x => x.Locale);
        Field<ListGraphType<NonNullGraphType<PageBlockType>>>("blocks").WithAssumedListSize(10)
            .Description("Null where the page shows those of the languages that stand in.").Reads(x => x.Blocks);
    }
}
