using Npgsql;
using RusToK.Core.Content.Queries;
using RusToK.Core.Content.Text;

namespace RusToK.Core.DeadLetters;

/// <summary>The dead letters of one tenant.</summary>
public sealed class DeadLetterQueries
{
    public const string DeadLetterList = "dead-letters";

    private const string Columns =
        "id, status, consumer, event_id, event_type, aggregate_type, aggregate_id, aggregate_version, attempts, error_type, error_message, " +
        "traceparent, failed_traceparent, first_failed_at, dead_at, resolved_at, envelope";

    private readonly ReadStore _store;

    internal DeadLetterQueries(ReadStore store) => _store = store;

    /// <summary>Those that died last first.</summary>
    /// <param name="tenantId">Whose.</param>
    /// <param name="status">Null for any.</param>
    /// <param name="page">Which part.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<Page<DeadLetter>> ListAsync(Guid tenantId, DeadLetterStatus? status, PageRequest page, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId);
        query.Append($"SELECT {Columns} FROM events.dead_letters WHERE tenant_id = {QueryText.Tenant}");
        if (status is { } wanted)
            query.Append($" AND status = {query.Value(EnumText<DeadLetterStatus>.Of(wanted))}");
        if (page.Cursor is { } cursor)
            query.Append($" AND id {(page.Backward ? ">" : "<")} {query.Value(cursor.Id)}");
        query.Append($"\n ORDER BY id{(page.Backward ? "" : " DESC")} LIMIT {page.Limit}");
        var rows = await _store.ListAsync(tenantId, query, Read, cancellationToken);
        return Pages.Cut(rows, page, l => new Cursor(DeadLetterList, "", l.Id));
    }

    /// <summary>Those of these ids that there are.</summary>
    public Task<List<DeadLetter>> FindAsync(Guid tenantId, Guid[] ids, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId);
        query.Append($"SELECT {Columns} FROM events.dead_letters WHERE tenant_id = {QueryText.Tenant} AND id = ANY ({query.Value(ids)}) ORDER BY id");
        return _store.ListAsync(tenantId, query, Read, cancellationToken);
    }

    private static DeadLetter Read(NpgsqlDataReader r) => new()
    {
        Id = r.GetGuid(0),
        Status = EnumText<DeadLetterStatus>.Parse(r.GetString(1)),
        Consumer = r.GetString(2),
        EventId = r.GetGuid(3),
        EventType = r.GetString(4),
        AggregateType = r.GetString(5),
        AggregateId = r.GetGuid(6),
        AggregateVersion = r.GetInt64(7),
        Attempts = r.GetInt32(8),
        ErrorType = r.GetString(9),
        ErrorMessage = r.GetString(10),
        TraceId = TraceOf(r, 11),
        FailedTraceId = TraceOf(r, 12),
        FirstFailedAt = r.GetFieldValue<DateTimeOffset>(13),
        DeadAt = r.GetFieldValue<DateTimeOffset>(14),
        ResolvedAt = r.IsDBNull(15) ? null : r.GetFieldValue<DateTimeOffset>(15),
        Envelope = r.GetFieldValue<byte[]>(16),
    };

    private static string? TraceOf(NpgsqlDataReader r, int column) => !r.IsDBNull(column) && r.GetString(column) is { Length: 55 } context ? context[3..35] : null;
}
