using RusToK.Core.Identity.Access;
using RusToK.Core.Privacy;

namespace RusToK.Api.Identity;

internal sealed record SignUpRequest(
    [property: Confidential] string? Email, [property: Confidential] string? Password, [property: Confidential] string? DisplayName)
{
    public override string ToString() => Printed.Of(this);
}

internal sealed record SignInRequest([property: Confidential] string? Email, [property: Confidential] string? Password)
{
    public override string ToString() => Printed.Of(this);
}

internal sealed record RefreshRequest([property: Confidential] string? RefreshToken)
{
    public override string ToString() => Printed.Of(this);
}

/// <summary>An address that may have an account.</summary>
internal sealed record EmailRequest([property: Confidential] string? Email)
{
    public override string ToString() => Printed.Of(this);
}

/// <summary>The token of a mail.</summary>
internal sealed record TokenRequest([property: Confidential] string? Token)
{
    public override string ToString() => Printed.Of(this);
}

internal sealed record ResetPasswordRequest([property: Confidential] string? Token, [property: Confidential] string? NewPassword)
{
    public override string ToString() => Printed.Of(this);
}

internal sealed record ChangePasswordRequest([property: Confidential] string? CurrentPassword, [property: Confidential] string? NewPassword)
{
    public override string ToString() => Printed.Of(this);
}

internal sealed record CreateUserRequest(
    [property: Confidential] string? Email, [property: Confidential] string? DisplayName, Role Role, [property: Confidential] string? Password)
{
    public override string ToString() => Printed.Of(this);
}

internal sealed record SetRoleRequest(Role Role, long? ExpectedVersion);

/// <summary>The version the change was decided on; null for whatever there is.</summary>
internal sealed record VersionRequest(long? ExpectedVersion);
