namespace RusToK.Core.Resilience;

/// <summary>The outside systems a process leans on, as metrics, health and configuration name them.</summary>
public static class Dependencies
{
    public const string PostgreSql = "postgresql";
    public const string Redis = "redis";

    /// <summary>Everything that is called over HTTP.</summary>
    public const string Http = "http";
}
