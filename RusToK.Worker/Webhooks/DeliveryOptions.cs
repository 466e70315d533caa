using System.ComponentModel.DataAnnotations;

namespace RusToK.Worker.Webhooks;

/// <summary>Configuration section <c>Webhooks:Delivery</c>.</summary>
internal sealed class DeliveryOptions
{
    public const string Section = "Webhooks:Delivery";

    /// <summary>How long one attempt may take, from the name's resolution to the end of the answer.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:02:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Attempts before a delivery is given up; it is given up three days after it was made in any case.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; set; } = 20;

    /// <summary>Pause before the second attempt; doubled for each one that follows, with jitter.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest pause between two attempts, also where the receiver asks for one by Retry-After.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromHours(4);

    /// <summary>Failed attempts in a row that open an endpoint's circuit breaker.</summary>
    [Range(1, 1000)]
    public int BreakerThreshold { get; set; } = 10;

    /// <summary>How long it stays open at first; twice as long each time it opens again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "01:00:00")]
    public TimeSpan BreakerPause { get; set; } = TimeSpan.FromSeconds(10);

    [Range(typeof(TimeSpan), "00:00:00.01", "1.00:00:00")]
    public TimeSpan MaxBreakerPause { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>An endpoint that has failed for so long is switched off.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "90.00:00:00")]
    public TimeSpan DisableAfter { get; set; } = TimeSpan.FromDays(5);

    /// <summary>Attempts of this worker under way at once.</summary>
    [Range(1, 1000)]
    public int Parallel { get; set; } = 64;

    /// <summary>Attempts of this worker to one endpoint at once, so that one that hangs does not hold up the others.</summary>
    [Range(1, 100)]
    public int ParallelPerEndpoint { get; set; } = 4;

    /// <summary>How often is looked for what is due, while nothing is.</summary>
    [Range(typeof(TimeSpan), "00:00:00.005", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long the log keeps what was delivered or given up.</summary>
    [Range(1, 3650)]
    public int RetentionDays { get; set; } = 30;

    /// <summary>After so long without a word from its worker a delivery is due again.</summary>
    internal TimeSpan Lease => Timeout + TimeSpan.FromSeconds(10);
}
