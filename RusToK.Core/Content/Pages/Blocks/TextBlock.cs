using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Content.Pages.Blocks;

/// <summary>Running text.</summary>
public sealed record TextBlock : PageBlock
{
    /// <summary>Markdown, html or plain.</summary>
    public BodyFormat Format { get; init; } = BodyFormat.Markdown;

    /// <summary>1 to 100,000 characters, kept as they are.</summary>
    public required string Text { get; init; }

    internal override IEnumerable<string?> Words => [SearchableText.WithoutMarkup(Format, Text)];

    internal override void Check(Violations violations, string path)
    {
        if (Format == BodyFormat.Json)
            violations.Add(path + "format", "format", $"{path}format must be markdown, html or plain: blocks do not nest.");
        violations.RequireName(path + "text", Text, BlockRules.MaxText);
    }
}
