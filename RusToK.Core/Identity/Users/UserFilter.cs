using RusToK.Core.Identity.Access;

namespace RusToK.Core.Identity.Users;

/// <summary>Which users a list holds; what is null does not restrict.</summary>
public sealed record UserFilter
{
    public Role? Role { get; init; }

    public UserStatus? Status { get; init; }

    /// <summary>The whole address.</summary>
    public string? Email { get; init; }
}
