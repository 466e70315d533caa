using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Sessions;
using RusToK.Core.Identity.Users;

namespace RusToK.Api.Identity;

internal sealed record UserResponse(
    Guid Id, string Email, string? DisplayName, Role Role, IReadOnlyList<string> Permissions, UserStatus Status, DateTimeOffset? EmailVerifiedAt,
    DateTimeOffset? LastSignedInAt, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, long Version)
{
    public static UserResponse Of(User user) => new(
        user.Id, user.Email, user.DisplayName, user.Role, RolePermissions.Of(user.Role).All, user.Status, user.EmailVerifiedAt, user.LastSignedInAt,
        user.CreatedAt, user.UpdatedAt, user.Version);
}

internal sealed record SignedInResponse(
    string AccessToken, DateTimeOffset AccessTokenExpiresAt, string RefreshToken, DateTimeOffset RefreshTokenExpiresAt, UserResponse User)
{
    public static SignedInResponse Of(SignedIn signedIn) => new(
        signedIn.Access.Token.Value!, signedIn.Access.ExpiresAt, signedIn.RefreshToken.Value!, signedIn.Session.ExpiresAt, UserResponse.Of(signedIn.User));
}

internal sealed record SessionResponse(
    Guid Id, string? IpAddress, string? UserAgent, DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt, DateTimeOffset ExpiresAt, bool IsCurrent)
{
    public static SessionResponse Of(Session session, Guid? current) => new(
        session.Id, session.IpAddress, session.UserAgent, session.CreatedAt, session.LastUsedAt, session.ExpiresAt, session.Id == current);
}
