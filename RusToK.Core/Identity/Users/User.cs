using RusToK.Core.Identity.Access;
using RusToK.Core.Persistence;
using RusToK.Core.Privacy;

namespace RusToK.Core.Identity.Users;

/// <summary>Somebody with an account at a tenant. The same address at two tenants is two users.</summary>
public sealed record User : ITenantOwned, IVersioned
{
    public required Guid TenantId { get; init; }

    public required Guid Id { get; init; }

    /// <summary>As it was written; mail goes to it.</summary>
    [Confidential]
    public required string Email { get; init; }

    /// <summary>Unique in the tenant; see <see cref="EmailAddress.Normalize"/>.</summary>
    [Confidential]
    public required string NormalizedEmail { get; init; }

    [Confidential]
    public string? DisplayName { get; init; }

    public required Role Role { get; init; }

    public required UserStatus Status { get; init; }

    /// <summary>In the form of the hashing library, with its parameters; null until a password was set.</summary>
    [Confidential]
    public string? PasswordHash { get; init; }

    public DateTimeOffset? EmailVerifiedAt { get; init; }

    /// <summary>Not part of the versioned state: signing in changes nothing else.</summary>
    public DateTimeOffset? LastSignedInAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required long Version { get; init; }

    /// <summary>Without anything personal.</summary>
    public override string ToString() => $"user {Id}";
}
