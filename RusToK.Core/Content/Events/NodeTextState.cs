using RusToK.Core.Content.Nodes;

namespace RusToK.Core.Content.Events;

/// <summary>A node's words in one language, whole.</summary>
public sealed record NodeTextState(
    string Locale,
    string Title,
    string Slug,
    string? Excerpt,
    BodyFormat BodyFormat,
    string Body,
    DateTimeOffset UpdatedAt)
{
    internal static NodeTextState Of(NodeTranslation t) => new(t.Locale, t.Title, t.Slug, t.Excerpt, t.BodyFormat, t.Body, t.UpdatedAt);
}
