using Npgsql;
using RusToK.Core.Commerce.Catalog.Prices;
using RusToK.Core.Content.Queries;

namespace RusToK.Core.Commerce.Catalog.Queries;

/// <summary>Price lists, for those who keep them.</summary>
public sealed class PriceListQueries
{
    /// <summary>Lists that are read at most; a tenant has few.</summary>
    private const int Max = 1_000;

    private readonly ReadStore _store;

    internal PriceListQueries(ReadStore store) => _store = store;

    /// <summary>All of them, the newest first.</summary>
    public async Task<IReadOnlyList<PriceList>> ListAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId);
        query.Append("SELECT l.id, l.name, l.currency, l.is_active, l.starts_at, l.ends_at, l.created_at, l.updated_at, l.version")
            .Append($"\n  FROM read.price_lists l WHERE l.tenant_id = {QueryText.Tenant} ORDER BY l.created_at DESC, l.id DESC LIMIT {Max}");
        return await _store.ListAsync(tenantId, query, r => Read(r, tenantId), cancellationToken);
    }

    private static PriceList Read(NpgsqlDataReader r, Guid tenantId) => new()
    {
        TenantId = tenantId,
        Id = r.GetGuid(0),
        Name = r.GetString(1),
        Currency = r.GetString(2),
        IsActive = r.GetBoolean(3),
        StartsAt = r.TimeOrNull(4),
        EndsAt = r.TimeOrNull(5),
        CreatedAt = r.GetFieldValue<DateTimeOffset>(6),
        UpdatedAt = r.GetFieldValue<DateTimeOffset>(7),
        Version = r.GetInt64(8),
    };
}
