using RusToK.Core.Identity.Access;
using RusToK.Core.Privacy;

namespace RusToK.Core.Identity.Users;

/// <summary>Which users a list holds; what is null does not restrict.</summary>
public sealed record UserFilter
{
    public Role? Role { get; init; }

    public UserStatus? Status { get; init; }

    /// <summary>The whole address.</summary>
    [Confidential]
    public string? Email { get; init; }

    public override string ToString() => Printed.Of(this);
}
