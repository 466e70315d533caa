namespace RusToK.Benchmarks.Mixed;

/// <summary>What is asked, of how much of a system, and how hard.</summary>
internal sealed record MixedOptions
{
    /// <summary>Tenants, each with its own catalog, journal, buyer and editor.</summary>
    public int Tenants { get; init; } = 50;

    /// <summary>Products of each tenant, of two variants each.</summary>
    public int Products { get; init; } = 20;

    /// <summary>Exponent of the tenants' popularity: the n-th busiest gets 1/n^Skew of what the busiest gets; 0 treats all alike.</summary>
    public double Skew { get; init; } = 1;

    /// <summary>API processes.</summary>
    public int Apis { get; init; } = 2;

    /// <summary>Worker processes.</summary>
    public int Workers { get; init; } = 2;

    /// <summary>Arrivals a second; null has the mode find its own.</summary>
    public double? Rate { get; init; }

    /// <summary>Seconds of a run at one rate.</summary>
    public double Seconds { get; init; } = 30;

    /// <summary>Seconds of load, at most, before anything is measured, at the knee's first rate.</summary>
    public double WarmUp { get; init; } = 300;

    /// <summary>Arrivals a second of the knee's first step.</summary>
    public double Start { get; init; } = 200;

    /// <summary>By what each step's rate is multiplied.</summary>
    public double Factor { get; init; } = 1.5;

    /// <summary>Seconds of a step.</summary>
    public double StepSeconds { get; init; } = 6;

    /// <summary>Milliseconds that the 99th percentile of a step may have.</summary>
    public double Bound { get; init; } = 300;

    /// <summary>Requests that wait for an answer at once; further arrivals are refused by the client and counted.</summary>
    public int InFlight { get; init; } = 2_000;

    /// <summary>Seed of all choices and gaps.</summary>
    public int Seed { get; init; } = 1;
}
