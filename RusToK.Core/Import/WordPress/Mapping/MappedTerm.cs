namespace RusToK.Core.Import.WordPress.Mapping;

/// <summary>A category or a tag.</summary>
internal sealed record MappedTerm
{
    public required bool IsCategory { get; init; }

    /// <summary>Slug as the file has it: the name by which everything in the file refers to it.</summary>
    public required string Nicename { get; init; }

    public required string Name { get; init; }

    public required string Slug { get; init; }

    public string? Description { get; init; }

    /// <summary>Nicename of the parent.</summary>
    public string? Parent { get; init; }

    public IReadOnlyList<ImportReason> Notes { get; init; } = [];

    public string Kind => IsCategory ? EntryKinds.Category : EntryKinds.Tag;
}
