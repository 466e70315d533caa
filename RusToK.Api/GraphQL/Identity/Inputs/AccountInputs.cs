using GraphQL.Types;
using RusToK.Api.GraphQL.Content.Inputs;
using RusToK.Core.Identity.Sessions;
using RusToK.Core.Identity.Users.Commands;

namespace RusToK.Api.GraphQL.Identity.Inputs;

internal sealed class SignUpInput : InputObjectGraphType
{
    public SignUpInput()
    {
        Name = "SignUpInput";
        Field<NonNullGraphType<StringGraphType>>("email");
        Field<NonNullGraphType<StringGraphType>>("password").Description("12 to 128 characters.");
        Field<StringGraphType>("displayName").Description("At most 255 characters.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        new SignUp(value.Get<string>("email"), value.Get<string>("password"), value.Find<string>("displayName"), ClientInfo.Unknown);
}

internal sealed class RequestEmailVerificationInput : InputObjectGraphType
{
    public RequestEmailVerificationInput()
    {
        Name = "RequestEmailVerificationInput";
        Field<NonNullGraphType<StringGraphType>>("email");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new RequestEmailVerification(value.Get<string>("email"), ClientInfo.Unknown);
}

internal sealed class VerifyEmailInput : InputObjectGraphType
{
    public VerifyEmailInput()
    {
        Name = "VerifyEmailInput";
        Field<NonNullGraphType<StringGraphType>>("token").Description("That of the mail.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new VerifyEmail(value.Get<string>("token"));
}

internal sealed class RequestPasswordResetInput : InputObjectGraphType
{
    public RequestPasswordResetInput()
    {
        Name = "RequestPasswordResetInput";
        Field<NonNullGraphType<StringGraphType>>("email");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new RequestPasswordReset(value.Get<string>("email"), ClientInfo.Unknown);
}

internal sealed class ResetPasswordInput : InputObjectGraphType
{
    public ResetPasswordInput()
    {
        Name = "ResetPasswordInput";
        Field<NonNullGraphType<StringGraphType>>("token").Description("That of the mail.");
        Field<NonNullGraphType<StringGraphType>>("newPassword").Description("12 to 128 characters.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new ResetPassword(value.Get<string>("token"), value.Get<string>("newPassword"));
}

internal sealed class ChangePasswordInput : InputObjectGraphType
{
    public ChangePasswordInput()
    {
        Name = "ChangePasswordInput";
        Field<NonNullGraphType<StringGraphType>>("currentPassword");
        Field<NonNullGraphType<StringGraphType>>("newPassword").Description("12 to 128 characters.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        new ChangePassword(value.Get<string>("currentPassword"), value.Get<string>("newPassword"), ClientInfo.Unknown);
}
