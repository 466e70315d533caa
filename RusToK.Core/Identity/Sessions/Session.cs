using RusToK.Core.Persistence;
using RusToK.Core.Privacy;

namespace RusToK.Core.Identity.Sessions;

/// <summary>
/// One sign-in and what has followed from it: the family of its refresh tokens. Only the newest of them is good; the hash of their
/// common part finds the session when an older one comes back.
/// </summary>
public sealed record Session : ITenantOwned
{
    public required Guid TenantId { get; init; }

    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    /// <summary>SHA-256 of what all refresh tokens of the session have in common.</summary>
    [Confidential]
    public required byte[] FamilyHash { get; init; }

    /// <summary>SHA-256 of the newest refresh token.</summary>
    [Confidential]
    public required byte[] TokenHash { get; init; }

    [Confidential]
    public string? IpAddress { get; init; }

    [Confidential]
    public string? UserAgent { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset LastUsedAt { get; init; }

    /// <summary>Moves on with every use, up to <see cref="EndsAt"/>.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The end, however often it is used.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    public RevocationReason? RevokedBecause { get; init; }

    public bool IsGoodAt(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt;

    public override string ToString() => $"session {Id}";
}
