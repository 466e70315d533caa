using RusToK.Core.Content.Nodes;

namespace RusToK.Core.Content.Queries;

/// <summary>A node with its words in one language, as readers see it.</summary>
public sealed record NodeDocument
{
    public required Guid Id { get; init; }

    public required NodeKind Kind { get; init; }

    public required NodeStatus Status { get; init; }

    public Guid? ParentId { get; init; }

    public required int Depth { get; init; }

    public Guid? AuthorId { get; init; }

    public Guid? CategoryId { get; init; }

    public required IReadOnlyList<Guid> TagIds { get; init; }

    public required int Position { get; init; }

    /// <summary>A JSON object.</summary>
    public required string Metadata { get; init; }

    public string? ArchiveReason { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>When it will be published; null unless that is planned.</summary>
    public DateTimeOffset? PublishAt { get; init; }

    /// <summary>When it will become a draft again; null unless that is planned.</summary>
    public DateTimeOffset? UnpublishAt { get; init; }

    /// <summary>Takes no replies.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Why a reply was rejected; null unless it was.</summary>
    public string? RejectionReason { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the node or these words last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    public required long Version { get; init; }

    /// <summary>The language served: the first of those asked for that the node has.</summary>
    public required string Locale { get; init; }

    public required string Title { get; init; }

    public required string Slug { get; init; }

    public string? Excerpt { get; init; }

    public required BodyFormat BodyFormat { get; init; }

    /// <summary>Null when the body was not asked for.</summary>
    public string? Body { get; init; }

    /// <summary><see cref="PublishedAt"/>, or <see cref="CreatedAt"/> where nothing was ever published; lists are ordered by it.</summary>
    internal DateTimeOffset ListedAt => PublishedAt ?? CreatedAt;
}
