namespace RusToK.Core.Resilience;

/// <summary>Configuration section <c>Resilience</c>: one definition a dependency.</summary>
public sealed class ResilienceOptions
{
    public const string Section = "Resilience";

    public DependencyOptions PostgreSql { get; set; } = new()
    {
        AttemptTimeout = TimeSpan.FromSeconds(5),
        Timeout = TimeSpan.FromSeconds(10),
        Retries = 2,
        RetryDelay = TimeSpan.FromMilliseconds(50),
        // One that hangs makes failures slowly, each in the time of an attempt: with few callers there are not more of them.
        MinimumThroughput = 4,
        MaxConcurrent = 200,
        MaxQueued = 2_000,
    };

    /// <summary>Redis is there to be quick: without it the database answers, so nothing waits for it, and nothing is repeated.</summary>
    public DependencyOptions Redis { get; set; } = new()
    {
        AttemptTimeout = TimeSpan.FromMilliseconds(250),
        Timeout = TimeSpan.FromMilliseconds(500),
        Retries = 0,
        RetryDelay = TimeSpan.FromMilliseconds(10),
        MinimumThroughput = 5,
        MaxConcurrent = 2_000,
        MaxQueued = 0,
    };

    public DependencyOptions Http { get; set; } = new()
    {
        AttemptTimeout = TimeSpan.FromSeconds(10),
        Timeout = TimeSpan.FromSeconds(30),
        Retries = 3,
        RetryDelay = TimeSpan.FromSeconds(1),
        SamplingDuration = TimeSpan.FromSeconds(30),
        BreakDuration = TimeSpan.FromSeconds(5),
        MaxConcurrent = 1_000,
        MaxQueued = 0,
    };
}
