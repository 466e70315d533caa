using System.Text.Json;
using Npgsql;
using RusToK.Core.Content.Queries;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Import.Jobs;

/// <summary>The imports of one tenant that were asked for over HTTP.</summary>
public sealed class ImportJobQueries
{
    public const string JobList = "imports";

    private const string Columns =
        "id, format, status, file_name, bytes, options, requested_by, requested_at, started_at, finished_at, progress, report, error";

    private readonly ReadStore _store;

    internal ImportJobQueries(ReadStore store) => _store = store;

    /// <returns>Null when there is no such import.</returns>
    public async Task<ImportJob?> FindAsync(Guid tenantId, Guid id, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId);
        query.Append($"SELECT {Columns} FROM imports.jobs WHERE tenant_id = {QueryText.Tenant} AND id = {query.Value(id)}");
        return (await _store.ListAsync(tenantId, query, Read, cancellationToken)).FirstOrDefault();
    }

    /// <summary>Newest first.</summary>
    public async Task<Page<ImportJob>> ListAsync(Guid tenantId, PageRequest page, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId);
        query.Append($"SELECT {Columns} FROM imports.jobs WHERE tenant_id = {QueryText.Tenant}");
        if (page.Cursor is { } cursor)
            query.Append($" AND id {(page.Backward ? ">" : "<")} {query.Value(cursor.Id)}");
        query.Append($"\n ORDER BY id{(page.Backward ? "" : " DESC")} LIMIT {page.Limit}");
        return Pages.Cut(await _store.ListAsync(tenantId, query, Read, cancellationToken), page, j => new Cursor(JobList, "", j.Id));
    }

    internal async Task<long> CountOpenAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId).Append(
            $"SELECT count(*) FROM imports.jobs WHERE tenant_id = {QueryText.Tenant} AND status IN ('uploading', 'requested', 'running')");
        return (await _store.ListAsync(tenantId, query, r => r.GetInt64(0), cancellationToken))[0];
    }

    private static ImportJob Read(NpgsqlDataReader r) => new()
    {
        Id = r.GetGuid(0),
        Format = EnumText<ImportFormat>.Parse(r.GetString(1)),
        Status = EnumText<ImportStatus>.Parse(r.GetString(2)),
        FileName = r.IsDBNull(3) ? null : r.GetString(3),
        Bytes = r.GetInt64(4),
        Options = JsonSerializer.Deserialize<ImportOptions>(r.GetString(5), ImportJson.Options)!,
        RequestedBy = r.IsDBNull(6) ? null : r.GetGuid(6),
        RequestedAt = r.GetFieldValue<DateTimeOffset>(7),
        StartedAt = r.IsDBNull(8) ? null : r.GetFieldValue<DateTimeOffset>(8),
        FinishedAt = r.IsDBNull(9) ? null : r.GetFieldValue<DateTimeOffset>(9),
        Progress = r.IsDBNull(10) ? null : JsonSerializer.Deserialize<ImportJobProgress>(r.GetString(10), ImportJson.Options),
        Report = r.IsDBNull(11) ? null : JsonElement.Parse(r.GetString(11)),
        Error = r.IsDBNull(12) ? null : r.GetString(12),
    };
}
