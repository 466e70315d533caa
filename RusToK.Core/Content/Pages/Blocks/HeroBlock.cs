using RusToK.Core.Content.Text;

namespace RusToK.Core.Content.Pages.Blocks;

/// <summary>What a page opens with.</summary>
public sealed record HeroBlock : PageBlock
{
    /// <summary>1 to 255 characters.</summary>
    public required string Heading { get; init; }

    /// <summary>At most 1000 characters.</summary>
    public string? Subheading { get; init; }

    public BlockImage? Image { get; init; }

    /// <summary>At most 5.</summary>
    public IReadOnlyList<BlockLink> Links { get; init; } = [];

    internal override IEnumerable<string?> Words => [Heading, Subheading, .. Image?.Words ?? [], .. Links.Select(l => l.Label)];

    internal override void Check(Violations violations, string path)
    {
        violations.RequireName(path + "heading", Heading, BlockRules.MaxHeading);
        violations.RequireAtMost(path + "subheading", Subheading, BlockRules.MaxLine);
        Image?.Check(violations, path + "image.");
        if (Links.Count > 0)
            violations.RequireCount(path + "links", Links, BlockRules.MaxLinks);
        for (var i = 0; i < Links.Count; i++)
            Links[i].Check(violations, $"{path}links[{i}].");
    }
}
