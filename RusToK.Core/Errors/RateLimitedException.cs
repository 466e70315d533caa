namespace RusToK.Core.Errors;

/// <summary>Too many requests (code RATE_LIMITED).</summary>
public sealed class RateLimitedException : DomainException
{
    /// <param name="message">A sentence for people that names the limit.</param>
    /// <param name="retryAfter">How long to wait before the same request can succeed.</param>
    public RateLimitedException(string message, TimeSpan retryAfter)
        : base(ErrorCode.RateLimited, message, field: null, rule: null, innerException: null) => RetryAfter = retryAfter;

    /// <summary>How long to wait before the same request can succeed.</summary>
    public TimeSpan RetryAfter { get; }
}
