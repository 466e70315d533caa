namespace RusToK.Core.Resilience;

/// <summary>What a circuit breaker does with calls; the numbers are those of the metric.</summary>
public enum BreakerState
{
    /// <summary>Lets all through.</summary>
    Closed = 0,

    /// <summary>Refuses all.</summary>
    Open = 1,

    /// <summary>Lets one through, to see.</summary>
    HalfOpen = 2,
}
