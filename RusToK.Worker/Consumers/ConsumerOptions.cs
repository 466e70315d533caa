using System.ComponentModel.DataAnnotations;
using RusToK.Worker.Hosting;

namespace RusToK.Worker.Consumers;

/// <summary>Configuration section <c>Consumers</c>.</summary>
internal sealed class ConsumerOptions
{
    public const string Section = "Consumers";

    /// <summary>Most events in one transaction.</summary>
    [Range(1, 100_000)]
    public int BatchSize { get; set; } = 1000;

    /// <summary>Transactions of one projection under way at once; batches of all its partitions share them.</summary>
    [Range(1, 64)]
    public int ParallelCommits { get; set; } = 2;

    /// <summary>Entries read from a stream ahead of the one being handled.</summary>
    [Range(1, 10_000)]
    public int EntriesAhead { get; set; } = 64;

    /// <summary>How long one blocking read waits for news.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:00:30")]
    public TimeSpan BlockingRead { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Attempts before an event becomes a dead letter.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; set; } = 5;

    /// <summary>Pause before the second attempt; doubled for each one that follows, with jitter.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest pause between two attempts.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often leases are balanced between workers, and replays looked for.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00")]
    public TimeSpan LeaseInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>PostgreSQL ends the session of a worker that is silent for longer, which frees its partitions.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan SessionTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest transaction that applies events.</summary>
    public TimeSpan LongestTransaction => Silence.LongestTransaction(SessionTimeout);
}
