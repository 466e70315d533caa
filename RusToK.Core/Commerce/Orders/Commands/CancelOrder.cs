using RusToK.Core.Commands;
using RusToK.Core.Commerce.Orders.Events;
using RusToK.Core.Commerce.Orders.Storage;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;

namespace RusToK.Core.Commerce.Orders.Commands;

/// <summary>Pending, Confirmed or Paid → Cancelled: the reserved pieces are free again.</summary>
/// <param name="Id">The order.</param>
/// <param name="Reason">Why, at most 500 characters.</param>
/// <param name="RefundId">The payment provider's word for the refund; needed once the order is paid, and only then.</param>
/// <param name="ExpectedVersion">The version the caller decided on.</param>
[CommandName("commerce.cancel_order")]
public sealed record CancelOrder(Guid Id, string? Reason = null, string? RefundId = null, long? ExpectedVersion = null) : ICommand<OrderResult>
{
    /// <summary>Only when it is this customer's order; null for anybody's.</summary>
    public Guid? OnlyOf { get; init; }
}

internal sealed class CancelOrderHandler(OrderChanges changes) : ICommandHandler<CancelOrder, OrderResult>
{
    public Task<OrderResult> HandleAsync(CancelOrder command, CommandContext context, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        violations.RequireAtMost("reason", command.Reason, OrderRules.MaxReason);
        if (command.RefundId is not null)
            violations.RequireName("refundId", command.RefundId, OrderRules.MaxReference);
        violations.ThrowIfAny();
        return changes.TransitAsync(
            command.Id, command.ExpectedVersion, OrderTransition.Cancel, order => Cancel(order, command), ReservationFate.Released,
            static state => new OrderCancelled(state), context, cancellationToken);
    }

    private static Order Cancel(Order order, CancelOrder command)
    {
        if (command.OnlyOf is { } customer && order.CustomerId != customer)
            throw new ForbiddenException("The order is another customer's; this needs the permission order:cancel.", "order:cancel");
        _ = OrderLifecycle.Next(order.Status, OrderTransition.Cancel);
        if (order.Status == OrderStatus.Paid && command.RefundId is null)
            throw new InvalidInputException("refundId", "required", "refundId is needed: the order is paid.");
        if (order.Status != OrderStatus.Paid && command.RefundId is not null)
            throw new InvalidInputException("refundId", "absent", "refundId must be absent: the order is not paid.");
        return order with { CancelReason = command.Reason?.Trim(), RefundId = command.RefundId?.Trim() };
    }
}
