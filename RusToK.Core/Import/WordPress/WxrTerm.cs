namespace RusToK.Core.Import.WordPress;

/// <summary>A term of a taxonomy other than categories and tags, such as a navigation menu or a custom taxonomy.</summary>
public sealed record WxrTerm : WxrEntry
{
    /// <summary>WordPress id; null where the exporter left it out.</summary>
    public long? TermId { get; init; }

    /// <summary>Name of the taxonomy, such as <c>nav_menu</c>. Never empty.</summary>
    public required string Taxonomy { get; init; }

    /// <summary>Slug, percent-encoded by WordPress when it is not ASCII. Never empty.</summary>
    public required string Slug { get; init; }

    /// <summary>Slug of the parent term; null for a root.</summary>
    public string? ParentSlug { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    public IReadOnlyList<WxrMeta> Meta { get; init; } = [];
}
