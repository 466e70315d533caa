namespace RusToK.Core.Errors;

/// <summary>
/// The input breaks one or more rules (code VALIDATION). Collect all broken rules of an input before throwing.
/// Named so that it is not mistaken for <c>System.ComponentModel.DataAnnotations.ValidationException</c>.
/// </summary>
public sealed class InvalidInputException : DomainException
{
    /// <param name="errors">At least one.</param>
    /// <param name="innerException">What the database reported; logged, never sent.</param>
    /// <exception cref="ArgumentException"><paramref name="errors"/> is empty.</exception>
    public InvalidInputException(IReadOnlyList<FieldError> errors, Exception? innerException = null)
        : base(ErrorCode.Validation, Describe(errors), errors[0].Field, errors[0].Rule, innerException) => Errors = errors;

    /// <inheritdoc cref="FieldError(string, string, string)"/>
    public InvalidInputException(string field, string rule, string message, Exception? innerException = null)
        : this([new FieldError(field, rule, message)], innerException)
    {
    }

    /// <summary>Every broken rule, in the order of the input.</summary>
    public IReadOnlyList<FieldError> Errors { get; }

    private static string Describe(IReadOnlyList<FieldError> errors) => errors.Count switch
    {
        0 => throw new ArgumentException("At least one field error is required.", nameof(errors)),
        1 => errors[0].Message,
        _ => string.Join(' ', errors.Select(e => e.Message)),
    };
}
