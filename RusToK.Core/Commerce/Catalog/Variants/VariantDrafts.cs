using RusToK.Core.Commerce.Catalog.Prices;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Products.Storage;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;

namespace RusToK.Core.Commerce.Catalog.Variants;

/// <summary>Checks variants as callers describe them, and fits them to the product's options.</summary>
internal static class VariantDrafts
{
    /// <summary>What can be said of each by itself, and of all of them together.</summary>
    public static void Check(Violations violations, string field, IReadOnlyList<VariantDraft> drafts)
    {
        if (drafts.Count is 0 or > ProductRules.MaxVariants)
            violations.Add(field, "count", $"{field} must hold 1 to {ProductRules.MaxVariants} variants; there are {drafts.Count}.");
        var (ids, skus) = (new HashSet<Guid>(), new HashSet<string>());
        for (var i = 0; i < Math.Min(drafts.Count, ProductRules.MaxVariants); i++)
        {
            var (path, draft) = ($"{field}[{i}].", drafts[i]);
            CheckOne(violations, path, draft);
            if (draft.Id is { } id && !ids.Add(id))
                violations.Add(path + "id", "unique", $"{path}id is given twice.");
            if (draft.Sku is { } sku && !skus.Add(sku.Trim()))
                violations.Add(path + "sku", "unique", $"{path}sku is given twice.");
        }
    }

    public static void CheckOne(Violations violations, string path, VariantDraft draft)
    {
        VariantRules.CheckFields(violations, path, draft.Sku, draft.Barcode, draft.WeightGrams, draft.LowStockThreshold);
        PriceDraft.Check(violations, path + "prices", draft.Prices);
        for (var v = 0; v < draft.OptionValues.Count; v++)
            violations.RequireName($"{path}optionValues[{v}]", draft.OptionValues[v], ProductRules.MaxOptionValue);
    }

    /// <summary>The drafts with their values as the options spell them.</summary>
    public static IReadOnlyList<VariantDraft> Settle(
        Violations violations, string field, IReadOnlyList<VariantDraft> drafts, IReadOnlyList<ProductOption> options)
    {
        var settled = new List<VariantDraft>(drafts.Count);
        var keys = new HashSet<string>();
        for (var i = 0; i < drafts.Count; i++)
        {
            if (VariantRules.MatchOptions(violations, $"{field}[{i}].optionValues", drafts[i].OptionValues, options) is not { } values)
                continue;
            if (!keys.Add(Variant.KeyOf(values)))
                violations.Add($"{field}[{i}].optionValues", "unique", $"{field}[{i}].optionValues are those of another variant.");
            settled.Add(drafts[i] with { OptionValues = values });
        }

        return settled;
    }

    /// <summary>The values that the variants have for one option, each once, in their order.</summary>
    public static IReadOnlyList<string> ValuesOf(IReadOnlyList<VariantDraft> drafts, int option) =>
    [
        .. drafts.Where(d => d.OptionValues.Count > option).Select(d => d.OptionValues[option].Trim())
            .DistinctBy(v => v.ToLowerInvariant()).Take(ProductRules.MaxOptionValues),
    ];

    /// <exception cref="ConflictException">The id was used, or another variant has the number.</exception>
    public static void RequireFree(string path, Guid? id, string? sku, ProductAnswers answers, Guid? self)
    {
        if (id is { } wanted && answers.TakenVariantIds.Contains(wanted))
            throw new ConflictException($"The id {wanted} is or was that of a variant; an id is not used again.", path + "id", "unique");
        if (sku is not null && answers.TakenSkus.TryGetValue(sku.Trim(), out var owner) && owner != self)
            throw new ConflictException($"The SKU '{sku.Trim()}' is taken by another variant.", path + "sku", "unique");
    }
}
