namespace RusToK.Core.Errors;

/// <summary>The thing addressed does not exist for this tenant (code NOT_FOUND). Rows of other tenants do not exist.</summary>
public sealed class NotFoundException : DomainException
{
    /// <param name="message">A sentence for people.</param>
    /// <param name="field">Path of the input field that named the missing thing.</param>
    public NotFoundException(string message, string? field = null)
        : base(ErrorCode.NotFound, message, field, rule: null, innerException: null)
    {
    }

    /// <summary>The usual sentence: <c>No node with id 0198….</c></summary>
    /// <param name="kind">What was looked for, in lower case: <c>node</c>.</param>
    /// <param name="id">The id or other public key it was looked for by.</param>
    /// <param name="field">Path of the input field that named the missing thing.</param>
    public static NotFoundException For(string kind, object id, string? field = null) => new($"No {kind} with id {id}.", field);
}
