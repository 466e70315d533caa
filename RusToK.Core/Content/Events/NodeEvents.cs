using RusToK.Core.Events;

namespace RusToK.Core.Content.Events;

/// <summary>An event that carries a node's whole state but its words.</summary>
public interface INodeStateEvent : IEvent
{
    NodeState Node { get; }
}

[EventType("node.created")]
public sealed record NodeCreated(NodeState Node, IReadOnlyList<NodeTextState> Translations) : INodeStateEvent;

/// <summary>
/// Parent, author, category, position, metadata, depth or what is planned changed, a topic was closed or opened, a reply rejected, or an
/// archived node became a draft again.
/// </summary>
[EventType("node.updated")]
public sealed record NodeUpdated(NodeState Node) : INodeStateEvent;

/// <param name="Locale">The language.</param>
/// <param name="Text">The words; null when the translation was removed.</param>
[EventType("node.translation_updated")]
public sealed record NodeTranslationUpdated(string Locale, NodeTextState? Text) : IEvent;

[EventType("node.published")]
public sealed record NodePublished(NodeState Node) : INodeStateEvent;

[EventType("node.unpublished")]
public sealed record NodeUnpublished(NodeState Node) : INodeStateEvent;

[EventType("node.archived")]
public sealed record NodeArchived(NodeState Node) : INodeStateEvent;

/// <param name="Node">The state it had last.</param>
[EventType("node.deleted")]
public sealed record NodeDeleted(NodeState Node) : INodeStateEvent;
