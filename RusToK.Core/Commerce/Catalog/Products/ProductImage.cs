namespace RusToK.Core.Commerce.Catalog.Products;

/// <summary>A picture; its place in the list is its position.</summary>
/// <param name="Url">An absolute http or https address.</param>
/// <param name="Alt">What it shows, for those who cannot see it.</param>
public sealed record ProductImage(string Url, string? Alt = null);
