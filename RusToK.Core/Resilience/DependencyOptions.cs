using System.ComponentModel.DataAnnotations;

namespace RusToK.Core.Resilience;

/// <summary>How patient a process is with one dependency.</summary>
public sealed class DependencyOptions
{
    /// <summary>Longest time of one attempt.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:05:00")]
    public TimeSpan AttemptTimeout { get; set; }

    /// <summary>Longest time of all attempts together, the pauses between them and the wait for a turn included.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan Timeout { get; set; }

    /// <summary>Attempts after the first one, of what is safe to repeat.</summary>
    [Range(0, 10)]
    public int Retries { get; set; }

    /// <summary>Pause before the second attempt; doubled for each one that follows, with jitter.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan RetryDelay { get; set; }

    /// <summary>Share of failures, of at least <see cref="MinimumThroughput"/> attempts, that opens the breaker.</summary>
    [Range(0.01, 1.0)]
    public double FailureRatio { get; set; } = 0.5;

    /// <summary>Attempts within <see cref="SamplingDuration"/> below which the breaker stays as it is.</summary>
    [Range(2, 100_000)]
    public int MinimumThroughput { get; set; } = 10;

    /// <summary>How far back the breaker looks.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:10:00")]
    public TimeSpan SamplingDuration { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an open breaker lets nobody through before it tries one.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:10:00")]
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Calls under way at once.</summary>
    [Range(1, 100_000)]
    public int MaxConcurrent { get; set; }

    /// <summary>Calls that wait for their turn beside those; one more is refused at once.</summary>
    [Range(0, 1_000_000)]
    public int MaxQueued { get; set; }
}
