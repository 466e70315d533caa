using RusToK.Core.Content.Text;

namespace RusToK.Core.Content.Pages.Blocks;

/// <summary>A call to action.</summary>
public sealed record CtaBlock : PageBlock
{
    /// <summary>1 to 255 characters.</summary>
    public required string Heading { get; init; }

    /// <summary>At most 1000 characters.</summary>
    public string? Text { get; init; }

    /// <summary>1 to 5.</summary>
    public required IReadOnlyList<BlockLink> Links { get; init; }

    internal override IEnumerable<string?> Words => [Heading, Text, .. Links.Select(l => l.Label)];

    internal override void Check(Violations violations, string path)
    {
        violations.RequireName(path + "heading", Heading, BlockRules.MaxHeading);
        violations.RequireAtMost(path + "text", Text, BlockRules.MaxLine);
        violations.RequireCount(path + "links", Links, BlockRules.MaxLinks);
        for (var i = 0; i < Links.Count; i++)
            Links[i].Check(violations, $"{path}links[{i}].");
    }
}
