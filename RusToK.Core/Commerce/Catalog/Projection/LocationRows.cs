using Npgsql;
using RusToK.Core.Commerce.Inventory.Events;
using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Projection;

/// <summary><c>read.locations</c>.</summary>
internal static class LocationRows
{
    private const string Upsert = """
        INSERT INTO read.locations AS l (tenant_id, id, name, position, is_active, created_at, updated_at, version)
        SELECT i.* FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::int[], $5::bool[], $6::timestamptz[], $7::timestamptz[], $8::bigint[])
            AS i(tenant_id, id, name, position, is_active, created_at, updated_at, version)
        ON CONFLICT (tenant_id, id) DO UPDATE SET
            name = excluded.name, position = excluded.position, is_active = excluded.is_active, updated_at = excluded.updated_at, version = excluded.version
         WHERE l.version < excluded.version
        """;

    public static NpgsqlBatchCommand Write(Dictionary<(Guid Tenant, Guid Id), (long Version, LocationState State)> locations) =>
        new Columns<KeyValuePair<(Guid Tenant, Guid Id), (long Version, LocationState State)>>(Upsert, locations)
            .Id(r => r.Key.Tenant)
            .Id(r => r.Key.Id)
            .Text(r => r.Value.State.Name)
            .Number(r => r.Value.State.Position)
            .Flag(r => r.Value.State.IsActive)
            .Time(r => r.Value.State.CreatedAt)
            .Time(r => r.Value.State.UpdatedAt)
            .Version(r => r.Value.Version)
            .Command;
}
