using System.Diagnostics;
using RusToK.Core.Commands;
using RusToK.Core.Commerce.Inventory.Storage;
using RusToK.Core.Commerce.Orders.Events;
using RusToK.Core.Content;
using RusToK.Core.Errors;
using RusToK.Core.Events;
using RusToK.Core.Events.Log;
using RusToK.Core.Persistence;
using RusToK.Core.Telemetry;

namespace RusToK.Core.Commerce.Orders.Storage;

/// <summary>What becomes of the pieces that are reserved for an order.</summary>
internal enum ReservationFate
{
    Kept,

    /// <summary>They are free again.</summary>
    Released,

    /// <summary>They leave the stock.</summary>
    Consumed,
}

/// <summary>Loads an order, moves it on, and writes, with the movement of the stock: two round trips.</summary>
internal sealed class OrderChanges(OrderReader reader, WriteBatchFactory batches, TimeProvider clock)
{
    private const int MaxAttempts = 5;

    private const string Settle = $"SELECT commerce.settle_reservations({ReservedEvents.Origin}, $9, $10, $11) AS {ReservedEvents.Result}";

    /// <param name="id">The order.</param>
    /// <param name="expectedVersion">The version the caller decided on; null to decide on whatever there is, again when someone else was first.</param>
    /// <param name="transition">Where it goes.</param>
    /// <param name="change">What else changes of it; may refuse.</param>
    /// <param name="fate">What becomes of its reservations.</param>
    /// <param name="end">The event that tells of its end, after the one that tells of the new status; null when it goes on.</param>
    /// <param name="context">The tenant and the actor.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="NotFoundException">The tenant has no such order.</exception>
    /// <exception cref="ConflictException">It has another version than expected, or its status does not allow it.</exception>
    public async Task<OrderResult> TransitAsync(
        Guid id, long? expectedVersion, OrderTransition transition, Func<Order, Order> change, ReservationFate fate,
        Func<OrderState, IEvent>? end, CommandContext context, CancellationToken cancellationToken)
    {
        Activity.Current?.SetTag(Attributes.AggregateType, CommerceSchema.OrderAggregate).SetTag(Attributes.AggregateId, id);
        for (var attempt = 1; ; attempt++)
        {
            var loaded = await reader.FindAsync(context.TenantId, id, cancellationToken) ?? throw NotFoundException.For("order", id, "id");
            var before = loaded.Order;
            Versions.Require("order", expectedVersion, before.Version);
            // What changes refuses first: a stranger does not learn the status.
            var changed = change(before);
            var status = OrderLifecycle.Next(before.Status, transition);
            var after = changed with { Status = status, UpdatedAt = clock.GetStorableNow(), Version = before.Version + (end is null ? 1 : 2) };
            var state = OrderState.Of(after, loaded.Lines);

            var batch = batches.Begin(context).Update(after, before.Version);
            if (fate != ReservationFate.Kept)
                batch.ExecuteAppending(
                    Settle, StockMoves.EventsOf(loaded.Lines.Count),
                    Sql.Id(id), new Npgsql.NpgsqlParameter<bool> { TypedValue = fate == ReservationFate.Consumed }, Sql.Time(after.UpdatedAt));
            batch.Append(new OrderStatusChanged(before.Status, status, state), CommerceSchema.OrderAggregate, id, before.Version + 1);
            if (end is not null)
                batch.Append(end(state), CommerceSchema.OrderAggregate, id, before.Version + 2);
            try
            {
                await batch.CommitAsync(cancellationToken);
                return loaded with { Order = after };
            }
            catch (DomainException) when (attempt < MaxAttempts && expectedVersion is null)
            {
                // Someone else was first: decide again on what there is now.
            }
        }
    }
}
