using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Variants;

/// <summary>One form of a product, which is what is priced, stocked and bought. Guarded by the version of its product.</summary>
public sealed record Variant : ITenantOwned
{
    public required Guid TenantId { get; init; }

    /// <summary>UUIDv7, unique within the tenant.</summary>
    public required Guid Id { get; init; }

    public required Guid ProductId { get; init; }

    /// <summary>Place among the product's variants; equal ones are ordered by id.</summary>
    public required int Position { get; init; }

    /// <summary>The merchant's own number for it, unique per tenant where there is one.</summary>
    public string? Sku { get; init; }

    public string? Barcode { get; init; }

    /// <summary>One value for each of the product's options, in their order.</summary>
    public required string[] OptionValues { get; init; }

    /// <summary>The values in one spelling, so that the database holds them unique per product.</summary>
    public required string OptionKey { get; init; }

    public int? WeightGrams { get; init; }

    public required InventoryPolicy Policy { get; init; }

    /// <summary>Whether its pieces are counted; what is not counted is always there.</summary>
    public required bool TracksInventory { get; init; }

    /// <summary>Stock below this is low; null for the tenant's own setting.</summary>
    public int? LowStockThreshold { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public static string KeyOf(IEnumerable<string> values) => string.Join('\u001F', values.Select(v => v.ToLowerInvariant()));
}
