namespace RusToK.Core.Errors;

/// <summary>
/// A refusal that the caller can understand and act on. Its message is sent to the client as it is, so it must hold
/// neither secrets nor internals. Anything that is not a <see cref="DomainException"/> is reported as <see cref="ErrorCode.Internal"/>.
/// </summary>
public abstract class DomainException : Exception
{
    private protected DomainException(ErrorCode code, string message, string? field, string? rule, Exception? innerException)
        : base(message, innerException)
    {
        Code = code;
        Field = field;
        Rule = rule;
    }

    /// <summary>Why the request was refused.</summary>
    public ErrorCode Code { get; }

    /// <summary>Path of the offending input field (see <see cref="FieldError.Field"/>), when there is one.</summary>
    public string? Field { get; }

    /// <summary>Stable name of the broken rule in kebab case, when there is one.</summary>
    public string? Rule { get; }
}
