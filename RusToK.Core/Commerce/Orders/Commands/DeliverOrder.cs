using RusToK.Core.Commands;
using RusToK.Core.Commerce.Orders.Events;
using RusToK.Core.Commerce.Orders.Storage;

namespace RusToK.Core.Commerce.Orders.Commands;

/// <summary>Shipped → Delivered, which completes the order.</summary>
[CommandName("commerce.deliver_order")]
public sealed record DeliverOrder(Guid Id, long? ExpectedVersion = null) : ICommand<OrderResult>;

internal sealed class DeliverOrderHandler(OrderChanges changes) : ICommandHandler<DeliverOrder, OrderResult>
{
    public Task<OrderResult> HandleAsync(DeliverOrder command, CommandContext context, CancellationToken cancellationToken) =>
        changes.TransitAsync(
            command.Id, command.ExpectedVersion, OrderTransition.Deliver, static order => order, ReservationFate.Kept,
            static state => new OrderCompleted(state), context, cancellationToken);
}
