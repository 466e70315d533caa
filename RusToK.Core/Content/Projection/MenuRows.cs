using Npgsql;
using RusToK.Core.Content.Events;
using RusToK.Core.Persistence;

namespace RusToK.Core.Content.Projection;

/// <summary><c>read.menus</c>.</summary>
internal static class MenuRows
{
    private const string Upsert = """
        INSERT INTO read.menus AS m (tenant_id, id, handle, items, created_at, updated_at, version)
        SELECT i.tenant_id, i.id, i.handle, i.items::jsonb, i.created_at, i.updated_at, i.version
          FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::bigint[])
              AS i(tenant_id, id, handle, items, created_at, updated_at, version)
         WHERE NOT EXISTS (
                   SELECT FROM read.content_deleted d
                    WHERE d.tenant_id = i.tenant_id AND d.aggregate = 'menu' AND d.id = i.id AND d.locale = '')
        ON CONFLICT (tenant_id, id) DO UPDATE SET
            handle = excluded.handle, items = excluded.items, created_at = excluded.created_at, updated_at = excluded.updated_at,
            version = excluded.version
         WHERE m.version < excluded.version
        """;

    public static NpgsqlBatchCommand Write(Dictionary<(Guid Tenant, Guid Id), (long Version, MenuState State)> menus) =>
        new Columns<KeyValuePair<(Guid Tenant, Guid Id), (long Version, MenuState State)>>(Upsert, menus)
            .Id(r => r.Key.Tenant)
            .Id(r => r.Key.Id)
            .Text(r => r.Value.State.Handle)
            .Text(r => ContentJson.Write(r.Value.State.Items))
            .Time(r => r.Value.State.CreatedAt)
            .Time(r => r.Value.State.UpdatedAt)
            .Version(r => r.Value.Version)
            .Command;
}
