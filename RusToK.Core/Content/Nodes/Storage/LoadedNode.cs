namespace RusToK.Core.Content.Nodes.Storage;

/// <summary>A node with its tags and, per locale, its slug.</summary>
internal sealed record LoadedNode(Node Node, IReadOnlyList<Guid> TagIds, IReadOnlyDictionary<string, string> Slugs);
