using RusToK.Core.Identity.Access;

namespace RusToK.Api.Identity;

internal sealed record SignUpRequest(string? Email, string? Password, string? DisplayName);

internal sealed record SignInRequest(string? Email, string? Password);

internal sealed record RefreshRequest(string? RefreshToken);

/// <summary>An address that may have an account.</summary>
internal sealed record EmailRequest(string? Email);

/// <summary>The token of a mail.</summary>
internal sealed record TokenRequest(string? Token);

internal sealed record ResetPasswordRequest(string? Token, string? NewPassword);

internal sealed record ChangePasswordRequest(string? CurrentPassword, string? NewPassword);

internal sealed record CreateUserRequest(string? Email, string? DisplayName, Role Role, string? Password);

internal sealed record SetRoleRequest(Role Role, long? ExpectedVersion);

/// <summary>The version the change was decided on; null for whatever there is.</summary>
internal sealed record VersionRequest(long? ExpectedVersion);
