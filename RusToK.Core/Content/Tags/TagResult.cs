namespace RusToK.Core.Content.Tags;

/// <summary>A tag as a command left it.</summary>
public sealed record TagResult(Tag Tag, IReadOnlyList<TagTranslation> Translations);
