namespace RusToK.Core.Errors;

/// <summary>The state moved on: a version mismatch, a unique value taken, a transition not allowed (code CONFLICT).</summary>
public sealed class ConflictException : DomainException
{
    /// <param name="message">A sentence for people that names the states or versions involved.</param>
    /// <param name="field">Path of the offending input field.</param>
    /// <param name="rule">Stable name of the rule in kebab case: <c>version</c>, <c>unique</c>, <c>transition</c>.</param>
    /// <param name="innerException">What the database or another party reported; logged, never sent.</param>
    public ConflictException(string message, string? field = null, string? rule = null, Exception? innerException = null)
        : base(ErrorCode.Conflict, message, field, rule, innerException)
    {
    }
}
