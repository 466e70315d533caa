using RusToK.Core.Content.Text;
using RusToK.Core.Errors;

namespace RusToK.Core.Commerce.Orders;

/// <summary>One allowed change of status.</summary>
internal enum OrderTransition
{
    /// <summary>Pending → Confirmed.</summary>
    Confirm,

    /// <summary>Confirmed → Paid.</summary>
    Pay,

    /// <summary>Paid → Shipped.</summary>
    Ship,

    /// <summary>Shipped → Delivered.</summary>
    Deliver,

    /// <summary>Pending, Confirmed or Paid → Cancelled.</summary>
    Cancel,
}

/// <summary>Pending → Confirmed → Paid → Shipped → Delivered, and Cancelled until it is shipped; nothing else.</summary>
internal static class OrderLifecycle
{
    /// <exception cref="ConflictException">The order is in another state; the message names both and what is allowed.</exception>
    public static OrderStatus Next(OrderStatus current, OrderTransition transition)
    {
        var (from, to) = Ends(transition);
        if (from.Contains(current))
            return to;
        var allowed = Enum.GetValues<OrderTransition>().Where(t => Ends(t).From.Contains(current)).Select(Describe).ToList();
        throw new ConflictException(
            $"The order is {Name(current)}; {Describe(transition)} needs it to be {string.Join(" or ", from.Select(Name))}. "
            + (allowed.Count == 0 ? $"Nothing follows {Name(current)}." : $"From {Name(current)} it allows {string.Join(" and ", allowed)}."),
            field: "id", rule: "transition");
    }

    private static (OrderStatus[] From, OrderStatus To) Ends(OrderTransition transition) => transition switch
    {
        OrderTransition.Confirm => ([OrderStatus.Pending], OrderStatus.Confirmed),
        OrderTransition.Pay => ([OrderStatus.Confirmed], OrderStatus.Paid),
        OrderTransition.Ship => ([OrderStatus.Paid], OrderStatus.Shipped),
        OrderTransition.Deliver => ([OrderStatus.Shipped], OrderStatus.Delivered),
        OrderTransition.Cancel => ([OrderStatus.Pending, OrderStatus.Confirmed, OrderStatus.Paid], OrderStatus.Cancelled),
        _ => throw new ArgumentOutOfRangeException(nameof(transition), transition, null),
    };

    private static string Describe(OrderTransition transition) => $"{EnumText<OrderTransition>.Of(transition)} (to {Name(Ends(transition).To)})";

    private static string Name(OrderStatus status) => EnumText<OrderStatus>.Of(status);
}
