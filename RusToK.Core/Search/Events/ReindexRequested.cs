using RusToK.Core.Events;

namespace RusToK.Core.Search.Events;

/// <summary>An operator asked for a read model to be written anew. What comes of it is in <see cref="ReadModelRebuild"/>.</summary>
/// <param name="ReadModel">Name of the read model, such as <c>content</c>.</param>
[EventType("search.reindex_requested")]
public sealed record ReindexRequested(string ReadModel) : IEvent;
