using System.Text.Json.Serialization;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Webhooks.Deliveries;

/// <summary>What became of a delivery.</summary>
[JsonConverter(typeof(EnumTextConverter<DeliveryStatus>))]
public enum DeliveryStatus
{
    /// <summary>It is due, now or at its next attempt.</summary>
    Pending,

    /// <summary>The receiver answered with 2xx.</summary>
    Delivered,

    /// <summary>It was given up: too many attempts, or too late. It can be asked for again.</summary>
    Failed,
}
