using System.Text.Json.Serialization;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Webhooks.Deliveries;

/// <summary>Whether an endpoint is called.</summary>
[JsonConverter(typeof(EnumTextConverter<BreakerState>))]
public enum BreakerState
{
    /// <summary>It is.</summary>
    Closed,

    /// <summary>It failed several times in a row; nothing is sent until the pause is over.</summary>
    Open,

    /// <summary>The pause is over: one delivery tries whether it answers again.</summary>
    HalfOpen,
}
