using Npgsql;
using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Projection;

/// <summary><c>read.price_lists</c>.</summary>
internal static class PriceListRows
{
    private const string Upsert = """
        INSERT INTO read.price_lists AS l (tenant_id, id, name, currency, is_active, starts_at, ends_at, created_at, updated_at, version)
        SELECT i.* FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::bool[], $6::timestamptz[], $7::timestamptz[], $8::timestamptz[],
                $9::timestamptz[], $10::bigint[])
            AS i(tenant_id, id, name, currency, is_active, starts_at, ends_at, created_at, updated_at, version)
         WHERE NOT EXISTS (
               SELECT FROM read.catalog_deleted d
                WHERE d.tenant_id = i.tenant_id AND d.aggregate = 'price_list' AND d.id = i.id AND d.locale = '')
        ON CONFLICT (tenant_id, id) DO UPDATE SET
            name = excluded.name, is_active = excluded.is_active, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
            updated_at = excluded.updated_at, version = excluded.version
         WHERE l.version < excluded.version
        """;

    public static NpgsqlBatchCommand Write(Dictionary<(Guid Tenant, Guid Id), (long Version, PriceListState State)> lists) =>
        new Columns<KeyValuePair<(Guid Tenant, Guid Id), (long Version, PriceListState State)>>(Upsert, lists)
            .Id(r => r.Key.Tenant)
            .Id(r => r.Key.Id)
            .Text(r => r.Value.State.Name)
            .Text(r => r.Value.State.Currency)
            .Flag(r => r.Value.State.IsActive)
            .OptionalTime(r => r.Value.State.StartsAt)
            .OptionalTime(r => r.Value.State.EndsAt)
            .Time(r => r.Value.State.CreatedAt)
            .Time(r => r.Value.State.UpdatedAt)
            .Version(r => r.Value.Version)
            .Command;
}
