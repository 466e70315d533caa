using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce;

/// <summary>
/// An id that was used and is not used again: consumers order events by (id, version), so a second life under one id
/// would look like a late repeat of the first.
/// </summary>
public sealed record DeletedId : ITenantOwned
{
    public required Guid TenantId { get; init; }

    /// <summary>The aggregate's type, such as <c>product</c>.</summary>
    public required string Aggregate { get; init; }

    public required Guid Id { get; init; }

    public required DateTimeOffset DeletedAt { get; init; }
}
