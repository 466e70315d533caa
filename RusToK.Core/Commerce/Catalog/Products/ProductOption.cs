namespace RusToK.Core.Commerce.Catalog.Products;

/// <summary>Something a buyer chooses, such as the size, with the values there are, in their order.</summary>
public sealed record ProductOption(string Name, IReadOnlyList<string> Values);
