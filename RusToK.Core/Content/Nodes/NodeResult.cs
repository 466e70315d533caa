namespace RusToK.Core.Content.Nodes;

/// <summary>A node as a command left it.</summary>
public sealed record NodeResult(Node Node, IReadOnlyList<Guid> TagIds);
