using Npgsql;
using RusToK.Core.Content.Menus;
using RusToK.Core.Persistence;

namespace RusToK.Core.Content.Queries;

/// <summary>A menu with all its languages, and with items whose targets may be gone or not be published.</summary>
public sealed record MenuDocument(Guid Id, string Handle, IReadOnlyList<MenuItem> Items, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, long Version);

/// <summary>Menus as they were set, from the read model.</summary>
public sealed class MenuQueries
{
    private const string Columns = "m.id, m.handle, m.items::text, m.created_at, m.updated_at, m.version";

    private readonly ReadStore _store;

    internal MenuQueries(ReadStore store) => _store = store;

    public async Task<MenuDocument?> FindAsync(Guid tenantId, string handle, CancellationToken cancellationToken)
    {
        if (!StorableText.IsStorable(handle))
            return null;
        var query = new QueryText(tenantId);
        // The handle of one that was deleted may have passed on to another before the deletion got here.
        query.Append($"SELECT {Columns} FROM read.menus m WHERE m.tenant_id = {QueryText.Tenant} AND m.handle = {query.Value(handle)} ORDER BY m.id DESC LIMIT 1");
        return (await _store.ListAsync(tenantId, query, Menu, cancellationToken)).FirstOrDefault();
    }

    /// <summary>All menus, by handle: a tenant has few.</summary>
    public async Task<IReadOnlyList<MenuDocument>> ListAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId);
        query.Append($"SELECT {Columns} FROM read.menus m WHERE m.tenant_id = {QueryText.Tenant} ORDER BY m.handle, m.id LIMIT 100");
        return await _store.ListAsync(tenantId, query, Menu, cancellationToken);
    }

    private static MenuDocument Menu(NpgsqlDataReader r) => new(
        r.GetGuid(0), r.GetString(1), ContentJson.Read<IReadOnlyList<MenuItem>>(r.GetString(2)), r.GetFieldValue<DateTimeOffset>(3),
        r.GetFieldValue<DateTimeOffset>(4), r.GetInt64(5));
}
