namespace RusToK.Core.Import.Shopify.Mapping;

/// <summary>A product of the file in our terms, or why it is none, with what the file holds of it.</summary>
/// <param name="Product">Null when it is refused.</param>
/// <param name="Refusal">Why it is refused; null when it is not.</param>
/// <param name="Found">How many variants, prices, options and images the file has of it.</param>
internal sealed record MappedProduct(ImportedProduct? Product, ImportReason? Refusal, IReadOnlyDictionary<string, int> Found)
{
    /// <summary>What is not quite as the file has it.</summary>
    public IReadOnlyList<ImportReason> Notes { get; init; } = [];

    /// <summary>Variants that are left out of it, and why.</summary>
    public IReadOnlyList<(int Line, ImportReason Reason)> SkippedVariants { get; init; } = [];

    /// <summary>Images that are left out of it, and why.</summary>
    public IReadOnlyList<(int Line, ImportReason Reason)> SkippedImages { get; init; } = [];
}
