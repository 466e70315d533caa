using RusToK.Core.Events;

namespace RusToK.Core.Commerce.Orders.Events;

/// <summary>One line of an order.</summary>
public sealed record OrderLineState(
    Guid ProductId, Guid VariantId, string? Sku, string Title, string VariantTitle, int Quantity, decimal UnitPrice, decimal Total);

/// <summary>A whole order but the personal data of who placed it.</summary>
public sealed record OrderState(
    string Number,
    OrderStatus Status,
    Guid? CustomerId,
    string Currency,
    decimal Total,
    int ItemCount,
    IReadOnlyList<OrderLineState> Lines,
    string? PaymentReference,
    string? TrackingNumber,
    string? RefundId,
    string? CancelReason,
    DateTimeOffset PlacedAt,
    DateTimeOffset UpdatedAt)
{
    internal static OrderState Of(Order o, IReadOnlyList<OrderLine> lines) => new(
        o.Number, o.Status, o.CustomerId, o.Currency, o.Total, o.ItemCount,
        [.. lines.Select(l => new OrderLineState(l.ProductId, l.VariantId, l.Sku, l.Title, l.VariantTitle, l.Quantity, l.UnitPrice, l.Total))],
        o.PaymentReference, o.TrackingNumber, o.RefundId, o.CancelReason, o.PlacedAt, o.UpdatedAt);
}

/// <summary>An event that carries a whole order.</summary>
public interface IOrderStateEvent : IEvent
{
    OrderState Order { get; }
}

/// <summary>Appended by <c>commerce.place_order</c> (commerce.sql), in the form of this record.</summary>
[EventType("order.placed")]
public sealed record OrderPlaced(OrderState Order) : IOrderStateEvent;

/// <param name="From">What it was.</param>
/// <param name="To">What it is.</param>
/// <param name="Order">The order as it is now.</param>
[EventType("order.status_changed")]
public sealed record OrderStatusChanged(OrderStatus From, OrderStatus To, OrderState Order) : IOrderStateEvent;

/// <summary>Delivered: nothing follows. Comes after <see cref="OrderStatusChanged"/>.</summary>
[EventType("order.completed")]
public sealed record OrderCompleted(OrderState Order) : IOrderStateEvent;

/// <summary>Off: nothing follows. Comes after <see cref="OrderStatusChanged"/>.</summary>
[EventType("order.cancelled")]
public sealed record OrderCancelled(OrderState Order) : IOrderStateEvent;
