namespace RusToK.Core.Commerce.Catalog.Products;

/// <summary>A product as a command left it.</summary>
public sealed record ProductResult(Product Product);

/// <summary>A variant as a command left it.</summary>
public sealed record VariantResult(Product Product, Guid VariantId);
