using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Core.Import.Shopify;

/// <summary>What to import into, and how.</summary>
/// <param name="Tenant">Whose catalog it becomes.</param>
/// <param name="Currency">ISO 4217 code of the prices; the file does not say it.</param>
/// <param name="Shop">What the shop is called, so that its products are found again: its domain, for example.</param>
public sealed record ShopifyImportRequest(ResolvedTenant Tenant, string Currency, string Shop)
{
    /// <summary>Language of the words; the tenant's default when absent.</summary>
    public string? Locale { get; init; }

    public ImportMode Mode { get; init; } = new();

    /// <summary>Commands under way at a time, at most.</summary>
    public int Parallelism { get; init; } = 4;
}
