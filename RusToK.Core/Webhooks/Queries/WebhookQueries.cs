using Npgsql;
using RusToK.Core.Content.Queries;
using RusToK.Core.Content.Text;
using RusToK.Core.Webhooks.Deliveries;

namespace RusToK.Core.Webhooks.Queries;

/// <summary>The endpoints of one tenant and their delivery log.</summary>
public sealed class WebhookQueries
{
    public const string DeliveryList = "webhook-deliveries";

    private const string Endpoints = $"""
        SELECT w.id, w.url, w.description, w.events, w.is_active, w.disabled_reason, w.created_at, w.updated_at, w.version,
               coalesce(b.state, 'closed'), coalesce(b.failures, 0), b.failing_since, b.retry_at
          FROM webhooks.endpoints w LEFT JOIN webhooks.breakers b ON b.tenant_id = w.tenant_id AND b.endpoint_id = w.id
         WHERE w.tenant_id = {QueryText.Tenant}
        """;

    private const string Deliveries =
        "SELECT id, endpoint_id, event_id, event_type, status, attempts, next_attempt_at, created_at, deliver_by, completed_at, envelope " +
        $"FROM webhooks.deliveries WHERE tenant_id = {QueryText.Tenant}";

    private readonly ReadStore _store;

    internal WebhookQueries(ReadStore store) => _store = store;

    /// <summary>All of them, the oldest first; there are no more than <see cref="WebhookOptions.MaxEndpoints"/>.</summary>
    public Task<List<WebhookDetails>> ListAsync(Guid tenantId, CancellationToken cancellationToken) =>
        _store.ListAsync(tenantId, new QueryText(tenantId).Append(Endpoints).Append(" ORDER BY w.id"), r => ReadWebhook(tenantId, r), cancellationToken);

    /// <returns>Null when there is no such endpoint.</returns>
    public async Task<WebhookDetails?> FindAsync(Guid tenantId, Guid id, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId);
        query.Append(Endpoints).Append($" AND w.id = {query.Value(id)}");
        return (await _store.ListAsync(tenantId, query, r => ReadWebhook(tenantId, r), cancellationToken)).FirstOrDefault();
    }

    /// <summary>The newest events first.</summary>
    /// <param name="tenantId">Whose.</param>
    /// <param name="webhookId">Null for those of all endpoints.</param>
    /// <param name="status">Null for any.</param>
    /// <param name="page">Which part.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<Page<WebhookDelivery>> ListDeliveriesAsync(
        Guid tenantId, Guid? webhookId, DeliveryStatus? status, PageRequest page, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId).Append(Deliveries);
        if (webhookId is { } endpoint)
            query.Append($" AND endpoint_id = {query.Value(endpoint)}");
        if (status is { } wanted)
            query.Append($" AND status = {query.Value(EnumText<DeliveryStatus>.Of(wanted))}");
        if (page.Cursor is { } cursor)
            query.Append($" AND id {(page.Backward ? ">" : "<")} {query.Value(cursor.Id)}");
        query.Append($"\n ORDER BY id{(page.Backward ? "" : " DESC")} LIMIT {page.Limit}");
        var rows = await _store.ListAsync(tenantId, query, ReadDelivery, cancellationToken);
        return Pages.Cut(rows, page, d => new Cursor(DeliveryList, "", d.Id));
    }

    /// <returns>Null when there is no such delivery.</returns>
    public async Task<WebhookDelivery?> FindDeliveryAsync(Guid tenantId, Guid id, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId).Append(Deliveries);
        query.Append($" AND id = {query.Value(id)}");
        return (await _store.ListAsync(tenantId, query, ReadDelivery, cancellationToken)).FirstOrDefault();
    }

    /// <summary>The attempts of deliveries, in order.</summary>
    public async Task<ILookup<Guid, DeliveryAttempt>> ListAttemptsAsync(Guid tenantId, IReadOnlyCollection<Guid> deliveries, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId);
        query.Append($"""
            SELECT delivery_id, number, at, seconds, outcome, status_code, error, response, trace_id
              FROM webhooks.attempts WHERE tenant_id = {QueryText.Tenant} AND delivery_id = ANY ({query.Value<Guid[]>([.. deliveries])})
             ORDER BY delivery_id, number
            """);
        return (await _store.ListAsync(tenantId, query, ReadAttempt, cancellationToken)).ToLookup(a => a.DeliveryId);
    }

    private static WebhookDetails ReadWebhook(Guid tenantId, NpgsqlDataReader r) => new(
        new Webhook
        {
            TenantId = tenantId,
            Id = r.GetGuid(0),
            Url = r.GetString(1),
            Description = r.IsDBNull(2) ? null : r.GetString(2),
            Events = r.GetFieldValue<string[]>(3),
            IsActive = r.GetBoolean(4),
            DisabledReason = r.IsDBNull(5) ? null : r.GetString(5),
            CreatedAt = r.GetFieldValue<DateTimeOffset>(6),
            UpdatedAt = r.GetFieldValue<DateTimeOffset>(7),
            Version = r.GetInt64(8),
        },
        EnumText<BreakerState>.Parse(r.GetString(9)), r.GetInt32(10), Time(r, 11), Time(r, 12));

    private static WebhookDelivery ReadDelivery(NpgsqlDataReader r) => new()
    {
        Id = r.GetGuid(0),
        WebhookId = r.GetGuid(1),
        EventId = r.GetGuid(2),
        EventType = r.GetString(3),
        Status = EnumText<DeliveryStatus>.Parse(r.GetString(4)),
        Attempts = r.GetInt32(5),
        NextAttemptAt = r.GetString(4) == "pending" ? Time(r, 6) : null,
        CreatedAt = r.GetFieldValue<DateTimeOffset>(7),
        DeliverBy = r.GetFieldValue<DateTimeOffset>(8),
        CompletedAt = Time(r, 9),
        Envelope = r.GetFieldValue<byte[]>(10),
    };

    private static DeliveryAttempt ReadAttempt(NpgsqlDataReader r) => new(
        r.GetGuid(0), r.GetInt32(1), r.GetFieldValue<DateTimeOffset>(2), r.GetDouble(3), r.GetString(4), r.IsDBNull(5) ? null : r.GetInt32(5),
        r.IsDBNull(6) ? null : r.GetString(6), r.IsDBNull(7) ? null : r.GetString(7), r.IsDBNull(8) ? null : r.GetString(8));

    private static DateTimeOffset? Time(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetFieldValue<DateTimeOffset>(column);
}
