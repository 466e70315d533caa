using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Pages.Blocks;

namespace RusToK.Core.Content.Events;

/// <summary>A node's words in one language, whole.</summary>
/// <param name="Blocks">The page's own in this language; null when it has none of its own.</param>
public sealed record NodeTextState(
    string Locale,
    string Title,
    string Slug,
    string? Excerpt,
    BodyFormat BodyFormat,
    string Body,
    DateTimeOffset UpdatedAt,
    IReadOnlyList<PageBlock>? Blocks = null)
{
    internal static NodeTextState Of(NodeTranslation t) => new(t.Locale, t.Title, t.Slug, t.Excerpt, t.BodyFormat, t.Body, t.UpdatedAt, t.Blocks);
}
