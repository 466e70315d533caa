using RusToK.Core.Commands;
using RusToK.Core.Commerce.Orders.Storage;

namespace RusToK.Core.Commerce.Orders.Commands;

/// <summary>Pending → Confirmed.</summary>
[CommandName("commerce.confirm_order")]
public sealed record ConfirmOrder(Guid Id, long? ExpectedVersion = null) : ICommand<OrderResult>;

internal sealed class ConfirmOrderHandler(OrderChanges changes) : ICommandHandler<ConfirmOrder, OrderResult>
{
    public Task<OrderResult> HandleAsync(ConfirmOrder command, CommandContext context, CancellationToken cancellationToken) =>
        changes.TransitAsync(
            command.Id, command.ExpectedVersion, OrderTransition.Confirm, static order => order, ReservationFate.Kept, end: null, context, cancellationToken);
}
