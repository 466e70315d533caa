namespace RusToK.Core.Errors;

/// <summary>No identity, or one that is expired or revoked (code UNAUTHENTICATED).</summary>
public sealed class UnauthenticatedException : DomainException
{
    /// <param name="message">A sentence for people that does not tell which part of the credentials was wrong.</param>
    /// <param name="innerException">What the token library reported; logged, never sent.</param>
    public UnauthenticatedException(string message, Exception? innerException = null)
        : base(ErrorCode.Unauthenticated, message, field: null, rule: null, innerException)
    {
    }
}
