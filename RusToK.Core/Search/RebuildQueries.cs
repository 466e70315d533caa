using Npgsql;
using RusToK.Core.Content.Queries;
using RusToK.Core.Content.Text;
using RusToK.Core.Tenancy;

namespace RusToK.Core.Search;

/// <summary>Rebuilds that were asked for. They are the platform's: a read model holds all tenants.</summary>
public sealed class RebuildQueries
{
    public const string RebuildList = "rebuilds";

    private const string Columns = "id, read_model, status, events, error, requested_by, requested_at, started_at, finished_at";

    private readonly ReadStore _store;

    internal RebuildQueries(ReadStore store) => _store = store;

    /// <returns>Null when there is no such rebuild.</returns>
    public async Task<ReadModelRebuild?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var query = new QueryText(TenantRules.PlatformId);
        query.Append($"SELECT {Columns} FROM events.rebuilds WHERE id = {query.Value(id)}");
        return (await _store.ListAsync(TenantRules.PlatformId, query, Read, cancellationToken)).FirstOrDefault();
    }

    /// <summary>Newest first.</summary>
    public async Task<Page<ReadModelRebuild>> ListAsync(PageRequest page, CancellationToken cancellationToken)
    {
        var query = new QueryText(TenantRules.PlatformId);
        query.Append($"SELECT {Columns} FROM events.rebuilds WHERE true");
        if (page.Cursor is { } cursor)
            query.Append($" AND id {(page.Backward ? ">" : "<")} {query.Value(cursor.Id)}");
        query.Append($"\n ORDER BY id{(page.Backward ? "" : " DESC")} LIMIT {page.Limit}");
        return Pages.Cut(await _store.ListAsync(TenantRules.PlatformId, query, Read, cancellationToken), page, r => new Cursor(RebuildList, "", r.Id));
    }

    private static ReadModelRebuild Read(NpgsqlDataReader r) => new()
    {
        Id = r.GetGuid(0),
        ReadModel = r.GetString(1),
        Status = EnumText<RebuildStatus>.Parse(r.GetString(2)),
        Events = r.GetInt64(3),
        Error = r.IsDBNull(4) ? null : r.GetString(4),
        RequestedBy = r.IsDBNull(5) ? null : r.GetGuid(5),
        RequestedAt = r.GetFieldValue<DateTimeOffset>(6),
        StartedAt = r.IsDBNull(7) ? null : r.GetFieldValue<DateTimeOffset>(7),
        FinishedAt = r.IsDBNull(8) ? null : r.GetFieldValue<DateTimeOffset>(8),
    };
}
