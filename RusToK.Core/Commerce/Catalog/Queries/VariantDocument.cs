using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Projection;
using RusToK.Core.Commerce.Catalog.Variants;

namespace RusToK.Core.Commerce.Catalog.Queries;

/// <summary>A variant, as readers see it.</summary>
public sealed class VariantDocument
{
    private readonly StoredVariant _stored;
    private readonly IReadOnlySet<Guid>? _lists;

    internal VariantDocument(Guid productId, StoredVariant stored, IReadOnlyList<ProductOption> options, int[]? stock, IReadOnlySet<Guid>? lists)
    {
        (_stored, _lists) = (stored, lists);
        ProductId = productId;
        Options = options;
        (OnHand, Reserved) = stock is [var onHand, var reserved] ? (onHand, reserved) : (0, 0);
    }

    public Guid ProductId { get; }

    public Guid Id => _stored.V.Id;

    public int Position => _stored.V.Position;

    public string? Sku => _stored.V.Sku;

    public string? Barcode => _stored.V.Barcode;

    /// <summary>The product's options; empty when they were not selected.</summary>
    public IReadOnlyList<ProductOption> Options { get; }

    /// <summary>One for each option of the product.</summary>
    public IReadOnlyList<string> OptionValues => _stored.V.OptionValues;

    /// <summary>The option values, or nothing where there are none.</summary>
    public string Title => string.Join(" / ", OptionValues);

    public int? WeightGrams => _stored.V.WeightGrams;

    public InventoryPolicy Policy => _stored.V.Policy;

    public bool TracksInventory => _stored.V.TracksInventory;

    public int? LowStockThreshold => _stored.V.LowStockThreshold;

    public DateTimeOffset CreatedAt => _stored.V.CreatedAt;

    public DateTimeOffset UpdatedAt => _stored.V.UpdatedAt;

    public int OnHand { get; }

    public int Reserved { get; }

    public int Available => OnHand - Reserved;

    /// <summary>Whether one piece can be ordered.</summary>
    public bool InStock => !TracksInventory || Policy == InventoryPolicy.Continue || Available > 0;

    /// <summary>The regular prices, by currency.</summary>
    public IEnumerable<PriceDocument> RegularPrices =>
        _stored.P.Where(p => p.PriceListId is null).Select(p => new PriceDocument(p.Currency, p.Amount, p.CompareAt, null));

    /// <summary>What it costs now: the regular price, or what is less of the valid price lists, compared with the regular one.</summary>
    public PriceDocument? PriceIn(string currency)
    {
        StoredPrice? regular = null, lowest = null;
        foreach (var price in _stored.P)
        {
            if (price.Currency != currency)
                continue;
            if (price.PriceListId is null)
                regular = price;
            else if (_lists is null || !_lists.Contains(price.PriceListId.Value))
                continue;
            if (lowest is null || price.Amount < lowest.Amount)
                lowest = price;
        }

        return lowest is null
            ? null
            : new PriceDocument(currency, lowest.Amount, lowest.PriceListId is null ? lowest.CompareAt : regular?.Amount, lowest.PriceListId);
    }
}

/// <summary>A price, as readers see it.</summary>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Amount">What is paid.</param>
/// <param name="CompareAt">What it is compared with.</param>
/// <param name="PriceListId">The list it comes from; null for the regular price.</param>
public sealed record PriceDocument(string Currency, decimal Amount, decimal? CompareAt, Guid? PriceListId);
