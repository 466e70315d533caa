namespace RusToK.Core.Errors;

/// <summary>A known identity without the permission (code FORBIDDEN).</summary>
public sealed class ForbiddenException : DomainException
{
    /// <param name="message">A sentence for people; it must not reveal whether the thing addressed exists.</param>
    /// <param name="rule">The permission that is missing: <c>node:publish</c>.</param>
    public ForbiddenException(string message, string? rule = null)
        : base(ErrorCode.Forbidden, message, field: null, rule, innerException: null)
    {
    }
}
