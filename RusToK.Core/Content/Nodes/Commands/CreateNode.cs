using System.Text.Json;
using RusToK.Core.Commands;

namespace RusToK.Core.Content.Nodes.Commands;

/// <summary>Makes a node with its first translations, published at once when asked.</summary>
[CommandName("content.create_node")]
public sealed record CreateNode : ICommand<NodeResult>
{
    /// <summary>The caller's id for it; a new UUIDv7 when absent.</summary>
    public Guid? Id { get; init; }

    public required NodeKind Kind { get; init; }

    public Guid? ParentId { get; init; }

    /// <summary>The acting user when absent.</summary>
    public Guid? AuthorId { get; init; }

    public Guid? CategoryId { get; init; }

    public IReadOnlyList<Guid> TagIds { get; init; } = [];

    public int Position { get; init; }

    /// <summary>A JSON object; empty when absent.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>Draft or Published.</summary>
    public NodeStatus Status { get; init; } = NodeStatus.Draft;

    /// <summary>When it was first published; now when absent and <see cref="Status"/> is Published.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>At least one, one a locale.</summary>
    public required IReadOnlyList<NodeText> Translations { get; init; }

    /// <summary>What it is called where it comes from; remembered with it, and refused when known.</summary>
    public ExternalReference? External { get; init; }
}
