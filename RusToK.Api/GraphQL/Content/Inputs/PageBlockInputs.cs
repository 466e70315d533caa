using GraphQL.Types;
using RusToK.Api.GraphQL.Content.Types;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Pages.Blocks;
using RusToK.Core.Content.Pages.Commands;

namespace RusToK.Api.GraphQL.Content.Inputs;

internal sealed class SetPageBlocksInput : ChangeInput
{
    public SetPageBlocksInput()
        : base("SetPageBlocksInput")
    {
        Field<StringGraphType>("locale").Description("A language the page has words in; the tenant's default when absent.");
        Field<ListGraphType<NonNullGraphType<PageBlockInput>>>("blocks")
            .Description("All of them, in order; empty for none, null or absent to show those of the languages that stand in.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new SetPageBlocks(
            id, value.TryGetValue("blocks", out var blocks) && blocks is not null ? value.List<PageBlock>("blocks") : null, value.Find<string>("locale"), expectedVersion);
    }
}

internal sealed class PageBlockInput : InputObjectGraphType
{
    public PageBlockInput()
    {
        Name = "PageBlockInput";
        Description = "One block; exactly one of the fields says which.";
        IsOneOf = true;
        Field<HeroBlockInput>("hero");
        Field<TextBlockInput>("text");
        Field<ImageBlockInput>("image");
        Field<GalleryBlockInput>("gallery");
        Field<CtaBlockInput>("cta");
        Field<FaqBlockInput>("faq");
        Field<ProductGridBlockInput>("productGrid");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => value.Values.OfType<PageBlock>().Single();
}

internal sealed class BlockLinkInput : InputObjectGraphType
{
    public BlockLinkInput()
    {
        Name = "BlockLinkInput";
        Field<NonNullGraphType<StringGraphType>>("label").Description("1 to 255 characters.");
        Field<NonNullGraphType<StringGraphType>>("url").Description("http, https or relative to the site.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new BlockLink(value.Get<string>("label"), value.Get<string>("url"));
}

internal sealed class BlockImageInput : InputObjectGraphType
{
    public BlockImageInput()
    {
        Name = "BlockImageInput";
        Field<NonNullGraphType<StringGraphType>>("url").Description("http, https or relative to the site.");
        Field<NonNullGraphType<StringGraphType>>("alt").Description("What it shows, for who cannot see it; empty where it only adorns.").DefaultValue("");
        Field<StringGraphType>("caption").Description("At most 1000 characters.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        new BlockImage(value.Get<string>("url"), value.Get<string>("alt"), value.Find<string>("caption"));
}

internal sealed class HeroBlockInput : InputObjectGraphType
{
    public HeroBlockInput()
    {
        Name = "HeroBlockInput";
        Field<NonNullGraphType<StringGraphType>>("heading").Description("1 to 255 characters.");
        Field<StringGraphType>("subheading").Description("At most 1000 characters.");
        Field<BlockImageInput>("image");
        Field<ListGraphType<NonNullGraphType<BlockLinkInput>>>("links").Description("At most 5.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new HeroBlock
    {
        Heading = value.Get<string>("heading"),
        Subheading = value.Find<string>("subheading"),
        Image = value.Find<BlockImage>("image"),
        Links = value.List<BlockLink>("links"),
    };
}

internal sealed class TextBlockInput : InputObjectGraphType
{
    public TextBlockInput()
    {
        Name = "TextBlockInput";
        Field<NonNullGraphType<BodyFormatType>>("format").Description("MARKDOWN, HTML or PLAIN.").DefaultValue(BodyFormat.Markdown);
        Field<NonNullGraphType<StringGraphType>>("text").Description("1 to 100,000 characters.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        new TextBlock { Format = value.Get<BodyFormat>("format"), Text = value.Get<string>("text") };
}

internal sealed class ImageBlockInput : InputObjectGraphType
{
    public ImageBlockInput()
    {
        Name = "ImageBlockInput";
        Field<NonNullGraphType<BlockImageInput>>("image");
        Field<StringGraphType>("linkUrl").Description("Where it leads; http, https or relative to the site.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        new ImageBlock { Image = value.Get<BlockImage>("image"), LinkUrl = value.Find<string>("linkUrl") };
}

internal sealed class GalleryBlockInput : InputObjectGraphType
{
    public GalleryBlockInput()
    {
        Name = "GalleryBlockInput";
        Field<StringGraphType>("heading").Description("At most 255 characters.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<BlockImageInput>>>>("images").Description("1 to 50.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        new GalleryBlock { Heading = value.Find<string>("heading"), Images = value.List<BlockImage>("images") };
}

internal sealed class CtaBlockInput : InputObjectGraphType
{
    public CtaBlockInput()
    {
        Name = "CtaBlockInput";
        Field<NonNullGraphType<StringGraphType>>("heading").Description("1 to 255 characters.");
        Field<StringGraphType>("text").Description("At most 1000 characters.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<BlockLinkInput>>>>("links").Description("1 to 5.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        new CtaBlock { Heading = value.Get<string>("heading"), Text = value.Find<string>("text"), Links = value.List<BlockLink>("links") };
}

internal sealed class FaqItemInput : InputObjectGraphType
{
    public FaqItemInput()
    {
        Name = "FaqItemInput";
        Field<NonNullGraphType<StringGraphType>>("question").Description("1 to 1000 characters.");
        Field<NonNullGraphType<StringGraphType>>("answer").Description("Markdown, 1 to 10,000 characters.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new FaqItem(value.Get<string>("question"), value.Get<string>("answer"));
}

internal sealed class FaqBlockInput : InputObjectGraphType
{
    public FaqBlockInput()
    {
        Name = "FaqBlockInput";
        Field<StringGraphType>("heading").Description("At most 255 characters.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<FaqItemInput>>>>("items").Description("1 to 100.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        new FaqBlock { Heading = value.Find<string>("heading"), Items = value.List<FaqItem>("items") };
}

internal sealed class ProductGridBlockInput : InputObjectGraphType
{
    public ProductGridBlockInput()
    {
        Name = "ProductGridBlockInput";
        Description = "Products one by one, or those of a collection.";
        Field<StringGraphType>("heading").Description("At most 255 characters.");
        Field<ListGraphType<NonNullGraphType<UuidType>>>("productIds").Description("1 to 50, unless there is a collection.");
        Field<UuidType>("collectionId");
        Field<NonNullGraphType<IntGraphType>>("limit").Description("How many of a collection, 1 to 50.").DefaultValue(12);
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new ProductGridBlock
    {
        Heading = value.Find<string>("heading"),
        ProductIds = value.List<Guid>("productIds"),
        CollectionId = value.Find<Guid?>("collectionId"),
        Limit = value.Get<int>("limit"),
    };
}
