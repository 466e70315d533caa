using RusToK.Core.Content.Nodes;

namespace RusToK.Core.Content.External;

/// <summary>A node as it is, with its words in one language; null when it has none in that language.</summary>
internal sealed record NodeSnapshot(Node Node, IReadOnlyList<Guid> TagIds, NodeTranslation? Words);
