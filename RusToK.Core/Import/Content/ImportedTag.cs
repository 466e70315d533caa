using RusToK.Core.Content;

namespace RusToK.Core.Import.Content;

/// <summary>A tag as its source wants it.</summary>
internal sealed record ImportedTag
{
    public required ExternalReference Reference { get; init; }

    /// <summary>Canonical tag of the language of the word.</summary>
    public required string Locale { get; init; }

    public required string Name { get; init; }

    public required string Slug { get; init; }
}
