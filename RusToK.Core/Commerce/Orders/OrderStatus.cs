using System.Text.Json.Serialization;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Commerce.Orders;

/// <summary>Where an order stands; <see cref="OrderLifecycle"/> says what may follow.</summary>
[JsonConverter(typeof(EnumTextConverter<OrderStatus>))]
public enum OrderStatus
{
    /// <summary>Placed; its pieces are reserved.</summary>
    Pending,

    /// <summary>Accepted by the merchant.</summary>
    Confirmed,

    Paid,

    /// <summary>On its way; its pieces have left the stock.</summary>
    Shipped,

    /// <summary>Arrived; nothing follows.</summary>
    Delivered,

    /// <summary>Off; its pieces are free again, and nothing follows.</summary>
    Cancelled,
}
