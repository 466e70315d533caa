namespace RusToK.Core.Commerce.Orders;

/// <summary>An order as a command left it.</summary>
/// <param name="Order">The order.</param>
/// <param name="Lines">In their order.</param>
/// <param name="IsNew">False when the idempotency key had made it before.</param>
public sealed record OrderResult(Order Order, IReadOnlyList<OrderLine> Lines, bool IsNew = false);
