namespace RusToK.Core.Content.Categories;

/// <summary>A category as a command left it.</summary>
public sealed record CategoryResult(Category Category, IReadOnlyList<CategoryTranslation> Translations);
