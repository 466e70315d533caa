using RusToK.Core.Content.Pages.Blocks;

namespace RusToK.Api.GraphQL.Content;

internal static class PageBlockExtensions
{
    /// <summary>The block as a type of its own, by which the union tells them apart.</summary>
    public static object Shown(this PageBlock block, LocaleChain locales) => block switch
    {
        HeroBlock hero => new Localized<HeroBlock>(hero, locales),
        TextBlock text => new Localized<TextBlock>(text, locales),
        ImageBlock image => new Localized<ImageBlock>(image, locales),
        GalleryBlock gallery => new Localized<GalleryBlock>(gallery, locales),
        CtaBlock cta => new Localized<CtaBlock>(cta, locales),
        FaqBlock faq => new Localized<FaqBlock>(faq, locales),
        ProductGridBlock grid => new Localized<ProductGridBlock>(grid, locales),
        _ => throw new ArgumentOutOfRangeException(nameof(block), block.GetType().Name, "A block that the schema does not know."),
    };
}
