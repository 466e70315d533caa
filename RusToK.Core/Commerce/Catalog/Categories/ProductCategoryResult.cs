using RusToK.Core.Content.Events;

namespace RusToK.Core.Commerce.Catalog.Categories;

/// <summary>A product category as a command left it.</summary>
public sealed record ProductCategoryResult(ProductCategory Category, IReadOnlyList<NameState> Translations);
