namespace RusToK.Core.Import.WordPress;

/// <summary>A category of the site.</summary>
public sealed record WxrCategory : WxrEntry
{
    /// <summary>WordPress id; null where the exporter left it out.</summary>
    public long? TermId { get; init; }

    /// <summary>Slug, percent-encoded by WordPress when it is not ASCII. Never empty.</summary>
    public required string Nicename { get; init; }

    /// <summary>Slug of the parent category; null for a root.</summary>
    public string? ParentNicename { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    public IReadOnlyList<WxrMeta> Meta { get; init; } = [];
}
