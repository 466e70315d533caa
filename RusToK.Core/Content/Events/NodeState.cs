using System.Text.Json;
using System.Text.Json.Serialization;
using RusToK.Core.Content.Nodes;

namespace RusToK.Core.Content.Events;

/// <summary>Everything about a node but its words: the part every event of a node carries whole.</summary>
public sealed record NodeState(
    NodeKind Kind,
    NodeStatus Status,
    Guid? ParentId,
    int Depth,
    Guid? AuthorId,
    Guid? CategoryId,
    IReadOnlyList<Guid> TagIds,
    int Position,
    JsonElement Metadata,
    string? ArchiveReason,
    DateTimeOffset? PublishedAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? PublishAt = null,
    DateTimeOffset? UnpublishAt = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsClosed = false,
    string? RejectionReason = null)
{
    internal static NodeState Of(Node node, IReadOnlyList<Guid> tagIds) => new(
        node.Kind, node.Status, node.ParentId, node.Depth, node.AuthorId, node.CategoryId, tagIds, node.Position,
        node.Metadata, node.ArchiveReason, node.PublishedAt, node.CreatedAt, node.UpdatedAt,
        node.PublishAt, node.UnpublishAt, node.IsClosed, node.RejectionReason);
}
