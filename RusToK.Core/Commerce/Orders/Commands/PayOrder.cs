using RusToK.Core.Commands;
using RusToK.Core.Commerce.Orders.Storage;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Commerce.Orders.Commands;

/// <summary>Confirmed → Paid.</summary>
/// <param name="Id">The order.</param>
/// <param name="PaymentReference">The payment provider's word for the payment, 1 to 255 characters.</param>
/// <param name="ExpectedVersion">The version the caller decided on.</param>
[CommandName("commerce.pay_order")]
public sealed record PayOrder(Guid Id, string PaymentReference, long? ExpectedVersion = null) : ICommand<OrderResult>;

internal sealed class PayOrderHandler(OrderChanges changes) : ICommandHandler<PayOrder, OrderResult>
{
    public Task<OrderResult> HandleAsync(PayOrder command, CommandContext context, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        violations.RequireName("paymentReference", command.PaymentReference, OrderRules.MaxReference);
        violations.ThrowIfAny();
        return changes.TransitAsync(
            command.Id, command.ExpectedVersion, OrderTransition.Pay, order => order with { PaymentReference = command.PaymentReference.Trim() },
            ReservationFate.Kept, end: null, context, cancellationToken);
    }
}
