using Npgsql;
using RusToK.Core.Commerce.Inventory.Events;
using RusToK.Core.Content.Queries;

namespace RusToK.Core.Commerce.Inventory.Queries;

/// <summary>Which stock a list holds; what is null does not restrict.</summary>
public sealed record InventoryFilter
{
    public Guid? ProductId { get; init; }

    /// <summary>Only what is below its threshold.</summary>
    public bool LowOnly { get; init; }
}

/// <summary>A variant's stock, for those who keep it.</summary>
public sealed record InventoryDocument(
    Guid ProductId, Guid VariantId, string? Sku, int OnHand, int Reserved, bool IsLow, IReadOnlyList<LevelState> Levels, DateTimeOffset UpdatedAt)
{
    public int Available => OnHand - Reserved;
}

/// <summary>Stock and locations, for those who keep them. Every method is one statement.</summary>
public sealed class InventoryQueries
{
    public const string List = "inventory";

    private readonly ReadStore _store;

    internal InventoryQueries(ReadStore store) => _store = store;

    /// <summary>Stock that was ever moved, by product and variant. Plans: the key, or variant_stock_low.</summary>
    public async Task<Page<InventoryDocument>> ListAsync(Guid tenantId, InventoryFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId);
        query.Append("SELECT s.product_id, s.variant_id, v.sku, s.on_hand, s.reserved, s.is_low, s.levels, s.updated_at")
            .Append("\n  FROM read.variant_stock s")
            .Append("\n  LEFT JOIN read.product_variants v ON v.tenant_id = s.tenant_id AND v.product_id = s.product_id AND v.id = s.variant_id")
            .Append($"\n WHERE s.tenant_id = {QueryText.Tenant}");
        if (filter.ProductId is { } product)
            query.Append($" AND s.product_id = {query.Value(product)}");
        if (filter.LowOnly)
            query.Append(" AND s.is_low");
        if (page.Cursor is { } cursor && Guid.TryParse(cursor.Key, out var after))
            query.Append($" AND (s.product_id, s.variant_id) {(page.Backward ? "<" : ">")} ({query.Value(after)}, {query.Value(cursor.Id)})");
        var direction = page.Backward ? " DESC" : "";
        query.Append($"\n ORDER BY s.product_id{direction}, s.variant_id{direction} LIMIT {page.Limit}");
        var rows = await _store.ListAsync(tenantId, query, Stock, cancellationToken);
        return Pages.Cut(rows, page, s => new Cursor(List, s.ProductId.ToString(), s.VariantId));
    }

    /// <summary>All locations, in their order; a tenant has at most <see cref="InventoryRules.MaxLocations"/>.</summary>
    public async Task<IReadOnlyList<Location>> LocationsAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId);
        query.Append("SELECT l.id, l.name, l.position, l.is_active, l.created_at, l.updated_at, l.version")
            .Append($"\n  FROM read.locations l WHERE l.tenant_id = {QueryText.Tenant} ORDER BY l.position, l.id");
        return await _store.ListAsync(tenantId, query, r => Location(r, tenantId), cancellationToken);
    }

    private static InventoryDocument Stock(NpgsqlDataReader r) => new(
        r.GetGuid(0), r.GetGuid(1), r.TextOrNull(2), r.GetInt32(3), r.GetInt32(4), r.GetBoolean(5), CommerceJson.Read<List<LevelState>>(r.GetString(6)),
        r.GetFieldValue<DateTimeOffset>(7));

    private static Location Location(NpgsqlDataReader r, Guid tenantId) => new()
    {
        TenantId = tenantId,
        Id = r.GetGuid(0),
        Name = r.GetString(1),
        Position = r.GetInt32(2),
        IsActive = r.GetBoolean(3),
        CreatedAt = r.GetFieldValue<DateTimeOffset>(4),
        UpdatedAt = r.GetFieldValue<DateTimeOffset>(5),
        Version = r.GetInt64(6),
    };
}
