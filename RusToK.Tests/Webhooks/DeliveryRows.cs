using System.Text;
using RusToK.Core.Events;
using RusToK.Core.Events.Streams;
using RusToK.Tests.Fixtures;

namespace RusToK.Tests.Webhooks;

/// <summary>The delivery log without a Worker.</summary>
internal static class DeliveryRows
{
    /// <summary>A delivery as the Worker leaves it after one attempt.</summary>
    internal static async Task<Guid> DeliveredAsync(this AccountsApi api, Guid tenantId, Guid endpointId, string status)
    {
        var envelope = new EventEnvelope
        {
            Id = Guid.CreateVersion7(),
            Type = "node.published",
            SchemaVersion = 1,
            TenantId = tenantId,
            AggregateType = "node",
            AggregateId = Guid.CreateVersion7(),
            AggregateVersion = 2,
            CorrelationId = Guid.CreateVersion7(),
            OccurredAt = DateTimeOffset.UtcNow,
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            Payload = Encoding.UTF8.GetBytes("""{"why":"this"}"""),
        };
        return await api.ScalarAsync<Guid>("""
            WITH delivery AS (
                INSERT INTO webhooks.deliveries (tenant_id, id, endpoint_id, event_id, event_type, envelope, status, attempts, completed_at)
                VALUES ($1, $2, $3, $4, 'node.published', $5, $6, 1, now()) RETURNING tenant_id, id),
            attempt AS (
                INSERT INTO webhooks.attempts (tenant_id, delivery_id, number, at, seconds, outcome, status_code, response)
                SELECT tenant_id, id, 1, now(), 0.1, 'refused', 500, 'no' FROM delivery)
            SELECT id FROM delivery
            """, tenantId, Guid.CreateVersion7(), endpointId, envelope.Id, EnvelopeCodec.Encode(envelope), status);
    }
}
