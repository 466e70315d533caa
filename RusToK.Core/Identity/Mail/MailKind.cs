namespace RusToK.Core.Identity.Mail;

public enum MailKind
{
    /// <summary>Somebody signed up with the address; the token proves it.</summary>
    VerifyEmail,

    /// <summary>Somebody signed up with an address that has an account.</summary>
    AlreadyRegistered,
    ResetPassword,
    Invitation,
}
