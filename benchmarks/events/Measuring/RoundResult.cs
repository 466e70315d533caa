namespace RusToK.Benchmarks.Events.Measuring;

/// <summary>What one contestant did in one round. A value that does not apply is null.</summary>
internal sealed record RoundResult
{
    public required int Round { get; init; }

    /// <summary>Events per second committed in the sustained window.</summary>
    public double CommittedPerSecond { get; init; }

    /// <summary>Events per second made visible in the same window.</summary>
    public double? VisiblePerSecond { get; init; }

    /// <summary>Committed and not visible at the window's end minus the same at its start, in events.</summary>
    public double? BacklogGrowth { get; init; }

    /// <summary>Microseconds of CPU per visible (baseline: committed) event in the sustained window, by process.</summary>
    public IReadOnlyDictionary<string, double> CpuPerEvent { get; init; } = new Dictionary<string, double>();

    /// <summary>The same while only producers ran.</summary>
    public IReadOnlyDictionary<string, double> CpuPerEventWriting { get; init; } = new Dictionary<string, double>();

    /// <summary>The same while only the pipeline ran.</summary>
    public IReadOnlyDictionary<string, double> CpuPerEventDraining { get; init; } = new Dictionary<string, double>();

    /// <summary>Load of the freshness phase, events per second committed.</summary>
    public double? FreshnessLoad { get; init; }

    /// <summary>Milliseconds from commit to visible.</summary>
    public double? FreshnessP50 { get; init; }

    public double? FreshnessP99 { get; init; }

    public long FreshnessSamples { get; init; }

    /// <summary>Of the same phase, where events spent their time; empty for pipelines that do not tell.</summary>
    public IReadOnlyDictionary<string, StageLatency> Stages { get; init; } = new Dictionary<string, StageLatency>();

    /// <summary>Events per second made visible while nothing was written.</summary>
    public double? DrainPerSecond { get; init; }

    public long DrainedEvents { get; init; }

    /// <summary>What is wrong with the read model or the phase; the numbers of a failed round are not used.</summary>
    public string? Failure { get; init; }
}
