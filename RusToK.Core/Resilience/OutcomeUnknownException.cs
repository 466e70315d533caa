namespace RusToK.Core.Resilience;

/// <summary>The connection broke after a write was sent and before it was answered: it was done, or it was not. Look before doing it again.</summary>
public sealed class OutcomeUnknownException : Exception
{
    /// <param name="dependency">One of <see cref="Dependencies"/>.</param>
    /// <param name="innerException">What happened.</param>
    public OutcomeUnknownException(string dependency, Exception innerException)
        : base($"{dependency} did not say whether the write was done.", innerException) => Dependency = dependency;

    public string Dependency { get; }
}
