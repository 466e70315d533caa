using System.Collections.Frozen;
using Npgsql;
using RusToK.Core.Commerce.Orders.Events;
using RusToK.Core.Content.Text;
using RusToK.Core.Events;
using RusToK.Core.Events.Handling;
using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Orders.Projection;

/// <summary>Keeps <c>read.orders</c>: every event carries the whole order, and the newest stays.</summary>
internal sealed class OrdersProjection(EventTypeRegistry registry) : IProjection
{
    private const string Upsert = """
        INSERT INTO read.orders AS o (tenant_id, id, number, status, customer_id, currency, total, item_count, lines, payment_reference, tracking_number,
            refund_id, cancel_reason, placed_at, updated_at, version)
        SELECT i.* FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::numeric[], $8::int[], $9::text[], $10::text[],
                $11::text[], $12::text[], $13::text[], $14::timestamptz[], $15::timestamptz[], $16::bigint[])
            AS i(tenant_id, id, number, status, customer_id, currency, total, item_count, lines, payment_reference, tracking_number, refund_id,
                cancel_reason, placed_at, updated_at, version)
        ON CONFLICT (tenant_id, id) DO UPDATE SET
            status = excluded.status, customer_id = excluded.customer_id, payment_reference = excluded.payment_reference,
            tracking_number = excluded.tracking_number, refund_id = excluded.refund_id, cancel_reason = excluded.cancel_reason,
            updated_at = excluded.updated_at, version = excluded.version
         WHERE o.version < excluded.version
        """;

    public string Name => "orders";

    public IReadOnlySet<string> EventTypes { get; } = registry.Types
        .Where(t => t.Record.Namespace == typeof(OrderPlaced).Namespace)
        .Select(t => t.Type)
        .ToFrozenSet();

    public IReadOnlyList<string> Tables { get; } = ["read.orders"];

    public void Project(IReadOnlyList<EventEnvelope> events, NpgsqlBatch batch)
    {
        var orders = new Dictionary<(Guid Tenant, Guid Id), (long Version, OrderState State)>();
        foreach (var envelope in events)
        {
            var key = (envelope.TenantId, envelope.AggregateId);
            if (registry.Read(envelope) is IOrderStateEvent order && (!orders.TryGetValue(key, out var known) || known.Version < envelope.AggregateVersion))
                orders[key] = (envelope.AggregateVersion, order.Order);
        }

        if (orders.Count > 0)
            batch.BatchCommands.Add(Write(orders));
    }

    private static NpgsqlBatchCommand Write(Dictionary<(Guid Tenant, Guid Id), (long Version, OrderState State)> orders) =>
        new Columns<KeyValuePair<(Guid Tenant, Guid Id), (long Version, OrderState State)>>(Upsert, orders)
            .Id(r => r.Key.Tenant)
            .Id(r => r.Key.Id)
            .Text(r => r.Value.State.Number)
            .Text(r => EnumText<OrderStatus>.Of(r.Value.State.Status))
            .OptionalId(r => r.Value.State.CustomerId)
            .Text(r => r.Value.State.Currency)
            .Amount(r => r.Value.State.Total)
            .Number(r => r.Value.State.ItemCount)
            .Text(r => CommerceJson.Write(r.Value.State.Lines))
            .OptionalText(r => r.Value.State.PaymentReference)
            .OptionalText(r => r.Value.State.TrackingNumber)
            .OptionalText(r => r.Value.State.RefundId)
            .OptionalText(r => r.Value.State.CancelReason)
            .Time(r => r.Value.State.PlacedAt)
            .Time(r => r.Value.State.UpdatedAt)
            .Version(r => r.Value.Version)
            .Command;
}
