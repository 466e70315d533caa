using System.Text.Json;
using RusToK.Core.Content.Nodes;

namespace RusToK.Core.Import.WordPress.Mapping;

/// <summary>A post, page, custom type or comment, but for the references, which are still the file's.</summary>
internal sealed record MappedNode
{
    public required NodeKind Kind { get; init; }

    public required string Title { get; init; }

    /// <summary>Best first.</summary>
    public required IReadOnlyList<string> Slugs { get; init; }

    public string? Excerpt { get; init; }

    public required string Body { get; init; }

    public required int Position { get; init; }

    public required NodeStatus Status { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    public required JsonElement Metadata { get; init; }

    /// <summary>What is not as in the file.</summary>
    public IReadOnlyList<ImportReason> Notes { get; init; } = [];

    /// <summary>Categories the item is in, as the file lists them.</summary>
    public IReadOnlyList<WxrItemTerm> Categories { get; init; } = [];

    public IReadOnlyList<WxrItemTerm> Tags { get; init; } = [];

    /// <summary>Custom fields that went into the metadata.</summary>
    public int FieldsKept { get; init; }
}
