using RusToK.Core.Commands;
using RusToK.Core.Commerce.Orders.Storage;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Commerce.Orders.Commands;

/// <summary>Paid → Shipped: the reserved pieces leave the stock.</summary>
/// <param name="Id">The order.</param>
/// <param name="TrackingNumber">The carrier's number for it, at most 255 characters.</param>
/// <param name="ExpectedVersion">The version the caller decided on.</param>
[CommandName("commerce.ship_order")]
public sealed record ShipOrder(Guid Id, string? TrackingNumber = null, long? ExpectedVersion = null) : ICommand<OrderResult>;

internal sealed class ShipOrderHandler(OrderChanges changes) : ICommandHandler<ShipOrder, OrderResult>
{
    public Task<OrderResult> HandleAsync(ShipOrder command, CommandContext context, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        violations.RequireAtMost("trackingNumber", command.TrackingNumber, OrderRules.MaxReference);
        violations.ThrowIfAny();
        return changes.TransitAsync(
            command.Id, command.ExpectedVersion, OrderTransition.Ship, order => order with { TrackingNumber = command.TrackingNumber?.Trim() },
            ReservationFate.Consumed, end: null, context, cancellationToken);
    }
}
