using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Sessions;
using RusToK.Core.Identity.Users;
using RusToK.Core.Privacy;

namespace RusToK.Api.Identity;

internal sealed record UserResponse(
    Guid Id, [property: Confidential] string Email, [property: Confidential] string? DisplayName, Role Role, IReadOnlyList<string> Permissions, UserStatus Status, DateTimeOffset? EmailVerifiedAt,
    DateTimeOffset? LastSignedInAt, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, long Version)
{
    public static UserResponse Of(User user) => new(
        user.Id, user.Email, user.DisplayName, user.Role, RolePermissions.Of(user.Role).All, user.Status, user.EmailVerifiedAt, user.LastSignedInAt,
        user.CreatedAt, user.UpdatedAt, user.Version);

    public override string ToString() => Printed.Of(this);
}

internal sealed record SignedInResponse(
    [property: Confidential] string AccessToken, DateTimeOffset AccessTokenExpiresAt, [property: Confidential] string RefreshToken, DateTimeOffset RefreshTokenExpiresAt, UserResponse User)
{
    public static SignedInResponse Of(SignedIn signedIn) => new(
        signedIn.Access.Token.Value!, signedIn.Access.ExpiresAt, signedIn.RefreshToken.Value!, signedIn.Session.ExpiresAt, UserResponse.Of(signedIn.User));

    public override string ToString() => Printed.Of(this);
}

internal sealed record SessionResponse(
    Guid Id, [property: Confidential] string? IpAddress, [property: Confidential] string? UserAgent, DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt, DateTimeOffset ExpiresAt, bool IsCurrent)
{
    public static SessionResponse Of(Session session, Guid? current) => new(
        session.Id, session.IpAddress, session.UserAgent, session.CreatedAt, session.LastUsedAt, session.ExpiresAt, session.Id == current);

    public override string ToString() => Printed.Of(this);
}
