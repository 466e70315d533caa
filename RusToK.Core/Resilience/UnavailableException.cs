namespace RusToK.Core.Resilience;

/// <summary>A dependency does not answer, or is not asked because it did not a moment ago. The same request may succeed later.</summary>
public sealed class UnavailableException : Exception
{
    /// <param name="dependency">One of <see cref="Dependencies"/>.</param>
    /// <param name="retryAfter">When to ask again.</param>
    /// <param name="innerException">What happened.</param>
    public UnavailableException(string dependency, TimeSpan retryAfter, Exception? innerException)
        : base($"{dependency} is not available.", innerException) => (Dependency, RetryAfter) = (dependency, retryAfter);

    public string Dependency { get; }

    /// <summary>When to ask again.</summary>
    public TimeSpan RetryAfter { get; }
}
