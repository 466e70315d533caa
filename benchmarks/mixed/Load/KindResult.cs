namespace RusToK.Benchmarks.Mixed.Load;

/// <summary>What became of the arrivals of one kind. Latencies are in milliseconds, of good answers alone: errors and refusals are fast, and stand beside them.</summary>
internal sealed record KindResult
{
    public required string Name { get; init; }

    /// <summary>Arrivals; each is either refused by the client, or good, or among the errors.</summary>
    public required long Offered { get; init; }

    public required long Good { get; init; }

    /// <summary>Good answers that came before the end of the phase, or so shortly behind it that they did not wait for others.</summary>
    public required long InTime { get; init; }

    /// <summary>Good answers within the objective's latency.</summary>
    public required long Fast { get; init; }

    /// <summary>Never sent: too many waited already.</summary>
    public required long RefusedByClient { get; init; }

    /// <summary>429 and 503; they are among the errors as well.</summary>
    public required long RefusedByServer { get; init; }

    /// <summary>Errors that the objective of availability counts.</summary>
    public required long Failures { get; init; }

    /// <summary>How many of each code.</summary>
    public required IReadOnlyDictionary<string, long> Errors { get; init; }

    public required double P50 { get; init; }

    public required double P90 { get; init; }

    public required double P99 { get; init; }

    public required double P999 { get; init; }

    public required double Max { get; init; }
}
