using RusToK.Core.Content.Text;

namespace RusToK.Core.Content.Pages.Blocks;

/// <summary>Pictures beside each other.</summary>
public sealed record GalleryBlock : PageBlock
{
    /// <summary>At most 255 characters.</summary>
    public string? Heading { get; init; }

    /// <summary>1 to 50.</summary>
    public required IReadOnlyList<BlockImage> Images { get; init; }

    internal override IEnumerable<string?> Words => [Heading, .. Images.SelectMany(i => i.Words)];

    internal override void Check(Violations violations, string path)
    {
        violations.RequireAtMost(path + "heading", Heading, BlockRules.MaxHeading);
        violations.RequireCount(path + "images", Images, BlockRules.MaxImages);
        for (var i = 0; i < Images.Count; i++)
            Images[i].Check(violations, $"{path}images[{i}].");
    }
}
