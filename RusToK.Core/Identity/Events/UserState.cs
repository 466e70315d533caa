using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Users;

namespace RusToK.Core.Identity.Events;

/// <summary>
/// What every user event says about the user. No address and no name: the log is never erased from, and those are personal data
/// that must be erasable. Who needs them asks by the id.
/// </summary>
public sealed record UserState(Role Role, UserStatus Status, bool IsEmailVerified)
{
    internal static UserState Of(User user) => new(user.Role, user.Status, user.EmailVerifiedAt is not null);
}
