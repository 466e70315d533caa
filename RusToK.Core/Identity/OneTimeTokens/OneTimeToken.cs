using RusToK.Core.Persistence;
using RusToK.Core.Privacy;

namespace RusToK.Core.Identity.OneTimeTokens;

/// <summary>
/// What a link in a mail proves. It is deleted by its use. The token of a sign-up carries what was signed up with, so that whoever
/// proves the address gets the password of their own sign-up, and not that of one who signed the address up before them.
/// </summary>
public sealed record OneTimeToken : ITenantOwned
{
    public required Guid TenantId { get; init; }

    /// <summary>SHA-256 of the token.</summary>
    [Confidential]
    public required byte[] TokenHash { get; init; }

    public required Guid UserId { get; init; }

    public required OneTimePurpose Purpose { get; init; }

    [Confidential]
    public string? PasswordHash { get; init; }

    [Confidential]
    public string? DisplayName { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public override string ToString() => $"one-time token of user {UserId}";
}
