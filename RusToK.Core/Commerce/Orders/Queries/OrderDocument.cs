using RusToK.Core.Commerce.Orders.Events;

namespace RusToK.Core.Commerce.Orders.Queries;

/// <summary>An order as readers see it, without the personal data of who placed it.</summary>
public sealed record OrderDocument(
    Guid Id,
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
    DateTimeOffset UpdatedAt,
    long Version)
{
    /// <summary>An order as a command left it.</summary>
    public static OrderDocument Of(OrderResult result)
    {
        var (order, lines, _) = result;
        return new OrderDocument(
            order.Id, order.Number, order.Status, order.CustomerId, order.Currency, order.Total, order.ItemCount, OrderState.Of(order, lines).Lines,
            order.PaymentReference, order.TrackingNumber, order.RefundId, order.CancelReason, order.PlacedAt, order.UpdatedAt, order.Version);
    }
}
