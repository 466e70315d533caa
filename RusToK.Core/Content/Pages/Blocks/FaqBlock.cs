using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Content.Pages.Blocks;

/// <summary>Questions that are asked often.</summary>
public sealed record FaqBlock : PageBlock
{
    /// <summary>At most 255 characters.</summary>
    public string? Heading { get; init; }

    /// <summary>1 to 100.</summary>
    public required IReadOnlyList<FaqItem> Items { get; init; }

    internal override IEnumerable<string?> Words =>
        [Heading, .. Items.SelectMany(i => (string[])[i.Question, SearchableText.WithoutMarkup(BodyFormat.Markdown, i.Answer)])];

    internal override void Check(Violations violations, string path)
    {
        violations.RequireAtMost(path + "heading", Heading, BlockRules.MaxHeading);
        violations.RequireCount(path + "items", Items, BlockRules.MaxQuestions);
        for (var i = 0; i < Items.Count; i++)
        {
            violations.RequireName($"{path}items[{i}].question", Items[i].Question, BlockRules.MaxLine);
            violations.RequireName($"{path}items[{i}].answer", Items[i].Answer, BlockRules.MaxAnswer);
        }
    }
}
