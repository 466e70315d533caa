namespace RusToK.Benchmarks.Events;

/// <summary>How one benchmark run is shaped; see the command's <c>--help</c> for the meaning of each.</summary>
internal sealed record BenchmarkOptions
{
    public required string Postgres { get; init; }

    public string? Redis { get; init; }

    public int Rounds { get; init; } = 3;

    /// <summary>Length of the sustained window; backlog building and freshness take half of it each.</summary>
    public double Seconds { get; init; } = 8;

    public int Producers { get; init; } = 32;

    public int Products { get; init; } = 10_000;

    /// <summary>Committed events not yet visible at which producers wait, in events.</summary>
    public int Backlog { get; init; } = 2_000;

    /// <summary>Events committed before a drain is timed, at most.</summary>
    public int DrainEvents { get; init; } = 50_000;

    /// <summary>Events in the log that is replayed.</summary>
    public int ReplayEvents { get; init; } = 200_000;

    /// <summary>Names of studies; none for the contestants.</summary>
    public IReadOnlyList<string> Study { get; init; } = [];

    public IReadOnlyList<string> Only { get; init; } = [];

    public string? JsonPath { get; init; }

    public TimeSpan Window => TimeSpan.FromSeconds(Seconds);

    public TimeSpan HalfWindow => TimeSpan.FromSeconds(Seconds / 2);

    public TimeSpan WarmUp => TimeSpan.FromSeconds(Math.Clamp(Seconds / 4, 0.5, 2));
}
