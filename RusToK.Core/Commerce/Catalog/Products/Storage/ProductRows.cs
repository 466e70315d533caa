using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Commerce.Catalog.Prices;
using RusToK.Core.Commerce.Catalog.Variants;
using RusToK.Core.Commerce.Inventory;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Products.Storage;

/// <summary>Rows of a product's aggregate, as commands write them.</summary>
internal static class ProductRows
{
    public static ProductTranslation Translation(Product product, ProductText text, string handle, DateTimeOffset now) => new()
    {
        TenantId = product.TenantId,
        ProductId = product.Id,
        Locale = text.Locale!,
        Title = text.Title.Trim(),
        Handle = handle,
        Description = text.Description ?? "",
        SeoTitle = ProductRules.Tidy(text.SeoTitle),
        SeoDescription = ProductRules.Tidy(text.SeoDescription),
        UpdatedAt = now,
    };

    /// <param name="product">The product.</param>
    /// <param name="draft">Checked, its values as the options spell them.</param>
    /// <param name="position">Its place when the draft names none.</param>
    /// <param name="now">The time.</param>
    public static Variant Variant(Product product, VariantDraft draft, int position, DateTimeOffset now) => new()
    {
        TenantId = product.TenantId,
        Id = draft.Id ?? Guid.CreateVersion7(),
        ProductId = product.Id,
        Position = draft.Position ?? position,
        Sku = ProductRules.Tidy(draft.Sku),
        Barcode = ProductRules.Tidy(draft.Barcode),
        OptionValues = [.. draft.OptionValues],
        OptionKey = Variants.Variant.KeyOf(draft.OptionValues),
        WeightGrams = draft.WeightGrams,
        Policy = draft.Policy,
        TracksInventory = draft.TracksInventory,
        LowStockThreshold = draft.LowStockThreshold,
        CreatedAt = now,
        UpdatedAt = now,
    };

    public static IReadOnlyList<PriceState> Prices(IReadOnlyList<PriceDraft> prices) =>
        [.. prices.OrderBy(p => p.Currency, StringComparer.Ordinal).Select(p => new PriceState(p.Currency, p.Amount, p.CompareAt))];

    /// <summary>The variant, its prices, and a stock of nothing: low from the start, so that nobody is told of what never fell.</summary>
    public static void InsertVariant(this WriteBatch batch, Variant variant, IReadOnlyList<PriceDraft> prices)
    {
        batch.Insert(variant).Insert(new VariantStock
        {
            TenantId = variant.TenantId,
            VariantId = variant.Id,
            ProductId = variant.ProductId,
            OnHand = 0,
            Reserved = 0,
            IsLow = true,
        });
        foreach (var price in prices)
            batch.Insert(new Price
            {
                TenantId = variant.TenantId,
                VariantId = variant.Id,
                Currency = price.Currency,
                Amount = price.Amount,
                CompareAt = price.CompareAt,
            });
    }

    public static ConflictException HandleTaken(string field, string handle, string locale) =>
        new($"The handle '{handle}' is taken by another product in {locale}.", field, "unique");
}
