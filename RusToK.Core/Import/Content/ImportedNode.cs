using System.Text.Json;
using RusToK.Core.Content;
using RusToK.Core.Content.Nodes;

namespace RusToK.Core.Import.Content;

/// <summary>A node as its source wants it.</summary>
internal sealed record ImportedNode
{
    public required ExternalReference Reference { get; init; }

    public required NodeKind Kind { get; init; }

    /// <summary>Canonical tag of the language of the words.</summary>
    public required string Locale { get; init; }

    public required string Title { get; init; }

    /// <summary>Slugs to take, best first. The first is the one the source has.</summary>
    public required IReadOnlyList<string> Slugs { get; init; }

    /// <summary>How many of <see cref="Slugs"/> are known to be taken by others.</summary>
    public int TakenSlugs { get; init; }

    public string? Excerpt { get; init; }

    public required BodyFormat BodyFormat { get; init; }

    public required string Body { get; init; }

    public Guid? ParentId { get; init; }

    /// <summary>Where it goes when <see cref="ParentId"/> is refused, because the tree would be too deep or a circle.</summary>
    public Guid? OtherParentId { get; init; }

    public int Position { get; init; }

    public Guid? CategoryId { get; init; }

    public IReadOnlyList<Guid> TagIds { get; init; } = [];

    /// <summary>Draft or Published.</summary>
    public required NodeStatus Status { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>A JSON object. Its properties are the source's; others that the node has stay.</summary>
    public required JsonElement Metadata { get; init; }
}
