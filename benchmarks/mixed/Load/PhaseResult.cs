namespace RusToK.Benchmarks.Mixed.Load;

/// <summary>What became of everybody who came in a phase.</summary>
internal sealed record PhaseResult
{
    public required string Name { get; init; }

    /// <summary>Arrivals a second that were wanted.</summary>
    public required double Rate { get; init; }

    /// <summary>How long they came.</summary>
    public required double Seconds { get; init; }

    /// <summary>Good answers a second that came in the phase, or within the objective's latency behind it.</summary>
    public required double Achieved { get; init; }

    /// <summary>Arrivals a second that came; chance makes it differ from <see cref="Rate"/>.</summary>
    public double Offered => All.Offered / Seconds;

    public required KindResult All { get; init; }

    public required IReadOnlyList<KindResult> Kinds { get; init; }

    public required IReadOnlyList<Objective> Objectives { get; init; }

    /// <summary>Milliseconds by which requests were sent too late, 99th percentile: the client's own part of the latencies.</summary>
    public required double LateP99 { get; init; }
}
