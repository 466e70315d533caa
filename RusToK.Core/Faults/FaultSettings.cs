namespace RusToK.Core.Faults;

/// <summary>How a fault is asked for; <see cref="FaultSwitch"/> checks it.</summary>
public sealed record FaultSettings
{
    /// <summary>Share of what it may strike that it strikes, above 0 and up to 1.</summary>
    public double Rate { get; init; } = 1;

    /// <summary>How much longer things take. Needed by a fault that delays, and taken by no other.</summary>
    public double? LatencySeconds { get; init; }

    /// <summary>After how long it ends by itself.</summary>
    public double DurationSeconds { get; init; } = 60;

    /// <inheritdoc cref="FaultTargets.Field"/>
    public string? Field { get; init; }

    /// <inheritdoc cref="FaultTargets.Handler"/>
    public string? Handler { get; init; }

    /// <inheritdoc cref="FaultTargets.EventType"/>
    public string? EventType { get; init; }

    /// <inheritdoc cref="FaultTargets.Tenant"/>
    public string? Tenant { get; init; }
}
