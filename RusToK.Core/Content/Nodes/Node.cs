using System.Text.Json;
using RusToK.Core.Persistence;

namespace RusToK.Core.Content.Nodes;

/// <summary>A piece of content without its words: a post, a page, a reply. The words are its <see cref="NodeTranslation"/>s.</summary>
public sealed record Node : ITenantOwned, IVersioned
{
    public required Guid TenantId { get; init; }

    /// <summary>UUIDv7, unique within the tenant; the id of a deleted node is not used again.</summary>
    public required Guid Id { get; init; }

    public required NodeKind Kind { get; init; }

    public required NodeStatus Status { get; init; }

    public Guid? ParentId { get; init; }

    /// <summary>Number of ancestors, 0 to <see cref="NodeRules.MaxDepth"/>.</summary>
    public required int Depth { get; init; }

    /// <summary>The user who wrote it; null for imports, whose author's name is in the metadata.</summary>
    public Guid? AuthorId { get; init; }

    public Guid? CategoryId { get; init; }

    /// <summary>Place among its siblings; equal ones are ordered by id.</summary>
    public required int Position { get; init; }

    /// <summary>A JSON object that the platform keeps and does not interpret.</summary>
    public required JsonElement Metadata { get; init; }

    /// <summary>Why it was archived; null unless it is.</summary>
    public string? ArchiveReason { get; init; }

    /// <summary>When it was first published (UTC); kept when it is unpublished.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>When a draft will be published; see <see cref="Scheduling.PublicationSchedule"/>.</summary>
    public DateTimeOffset? PublishAt { get; init; }

    /// <summary>When it will become a draft again.</summary>
    public DateTimeOffset? UnpublishAt { get; init; }

    /// <summary>Takes no replies; see <see cref="Forum.TopicState"/>.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Why a reply was not let through; null unless it was rejected. See <see cref="Forum.ReplyState"/>.</summary>
    public string? RejectionReason { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When anything but a translation last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Version after the last event: every event of the node is one version.</summary>
    public required long Version { get; init; }
}
