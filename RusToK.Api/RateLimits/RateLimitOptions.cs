namespace RusToK.Api.RateLimits;

/// <summary>Configuration section <c>RateLimits</c>: how many requests are served, for all replicas together.</summary>
internal sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    public bool Enabled { get; set; } = true;

    /// <summary>Of one tenant; its setting <c>rateLimit</c> stands above this.</summary>
    public BucketOptions Tenant { get; set; } = new() { PerSecond = 2_000, Burst = 4_000 };

    /// <summary>Of one address, or of one network /64 of IPv6.</summary>
    public BucketOptions Address { get; set; } = new() { PerSecond = 100, Burst = 300 };

    /// <summary>
    /// Addresses or networks whose requests count for their tenant only: what comes from this machine itself, tools and proxies that were
    /// not told of among them, is many in one.
    /// </summary>
    public IList<string> Exempt { get; } = [];

    /// <summary>What is exempt when nothing is configured.</summary>
    public static readonly string[] ThisMachine = ["127.0.0.0/8", "::1/128"];
}

/// <summary>A token bucket.</summary>
internal sealed class BucketOptions
{
    /// <summary>Requests a second in the long run.</summary>
    public double PerSecond { get; set; }

    /// <summary>Requests at once, after a pause.</summary>
    public int Burst { get; set; }
}
