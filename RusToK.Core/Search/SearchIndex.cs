namespace RusToK.Core.Search;

/// <summary>What a search looks into, and who keeps it.</summary>
/// <param name="Name">As metrics call it: <c>products</c>.</param>
/// <param name="Consumer">Name of the consumer of events that writes it.</param>
public sealed record SearchIndex(string Name, string Consumer)
{
    public static IReadOnlyList<SearchIndex> All { get; } = [new("content", "content"), new("products", "catalog")];
}
