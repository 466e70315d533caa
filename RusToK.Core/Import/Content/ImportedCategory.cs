using RusToK.Core.Content;

namespace RusToK.Core.Import.Content;

/// <summary>A category as its source wants it.</summary>
internal sealed record ImportedCategory
{
    public required ExternalReference Reference { get; init; }

    /// <summary>Canonical tag of the language of the words.</summary>
    public required string Locale { get; init; }

    public required string Name { get; init; }

    public required string Slug { get; init; }

    public string? Description { get; init; }

    public Guid? ParentId { get; init; }
}
