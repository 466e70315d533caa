using RusToK.Core.Events;

namespace RusToK.Core.Content.Events;

/// <summary>A tag's or category's name in one language.</summary>
public sealed record NameState(string Locale, string Name, string Slug, string? Description = null);

[EventType("tag.created")]
public sealed record TagCreated(DateTimeOffset CreatedAt, IReadOnlyList<NameState> Translations) : IEvent;

/// <summary>The aggregate is the node.</summary>
/// <param name="TagIds">The tags that were attached.</param>
/// <param name="Node">The node, with all its tags.</param>
[EventType("tag.attached")]
public sealed record TagAttached(IReadOnlyList<Guid> TagIds, NodeState Node) : INodeStateEvent;

/// <inheritdoc cref="TagAttached"/>
/// <param name="TagIds">The tags that were detached.</param>
/// <param name="Node">The node, with the tags that remain.</param>
[EventType("tag.detached")]
public sealed record TagDetached(IReadOnlyList<Guid> TagIds, NodeState Node) : INodeStateEvent;
