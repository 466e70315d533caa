using RusToK.Core.Import.Content;

namespace RusToK.Core.Import.Shopify.Running;

/// <summary>What became of a product, and of what it consists of.</summary>
/// <param name="Product">The product itself.</param>
/// <param name="Parts">How many variants, prices, options and images came to which end; of a skipped product all are skipped.</param>
internal sealed record AppliedProduct(Applied Product, IReadOnlyList<(string Kind, ImportOutcome Outcome, int Number)> Parts)
{
    /// <summary>All parts came to the same end.</summary>
    public static AppliedProduct All(Applied product, Mapping.ImportedProduct wanted, ImportOutcome outcome) => new(
        product,
        [
            (EntryKinds.Variant, outcome, wanted.Variants.Count),
            (EntryKinds.Price, outcome, wanted.Variants.Count(v => v.Price is not null)),
            (EntryKinds.Option, outcome, wanted.Options.Count),
            (EntryKinds.Image, outcome, wanted.Images.Count),
        ]);
}
