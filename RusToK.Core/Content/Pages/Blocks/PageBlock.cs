using System.Text.Json.Serialization;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Content.Pages.Blocks;

/// <summary>One part of a page, in one language. In JSON its <c>type</c> says which.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(HeroBlock), "hero")]
[JsonDerivedType(typeof(TextBlock), "text")]
[JsonDerivedType(typeof(ImageBlock), "image")]
[JsonDerivedType(typeof(GalleryBlock), "gallery")]
[JsonDerivedType(typeof(CtaBlock), "cta")]
[JsonDerivedType(typeof(FaqBlock), "faq")]
[JsonDerivedType(typeof(ProductGridBlock), "product_grid")]
public abstract record PageBlock
{
    /// <summary>What a search finds in it, without markup; null where there is nothing.</summary>
    internal abstract IEnumerable<string?> Words { get; }

    /// <summary>Adds every rule it breaks.</summary>
    /// <param name="violations">Where to add to.</param>
    /// <param name="path">Path of the block's fields, with the dot: <c>blocks[2].faq.</c></param>
    internal abstract void Check(Violations violations, string path);
}
