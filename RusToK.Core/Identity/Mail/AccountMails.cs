using Microsoft.Extensions.Options;
using RusToK.Core.Identity.Users;

namespace RusToK.Core.Identity.Mail;

/// <summary>Writes the module's mails and puts them in the queue.</summary>
internal sealed class AccountMails(MailQueue queue, IOptions<IdentityOptions> options)
{
    private const string Ignore = "If this was not you, you need not do anything.";

    private readonly IdentityOptions _options = options.Value;

    public void VerifyEmail(User user, Secret token) => Send(
        user, MailKind.VerifyEmail, token, "Confirm your mail address",
        $"Somebody signed up with this address. To confirm that it was you, use this:\n\n{Link(_options.VerifyEmailUrl, token)}\n\n{Ignore}\n");

    public void AlreadyRegistered(User user, Secret token) => Send(
        user, MailKind.AlreadyRegistered, token, "You have an account already",
        $"Somebody signed up with this address, which has an account. If you have forgotten its password, set a new one with this:\n\n{Link(_options.SetPasswordUrl, token)}\n\n{Ignore}\n");

    public void ResetPassword(User user, Secret token) => Send(
        user, MailKind.ResetPassword, token, "Set a new password",
        $"Somebody asked to set a new password for the account of this address. To do so, use this:\n\n{Link(_options.SetPasswordUrl, token)}\n\n{Ignore}\n");

    public void Invitation(User user, Secret token) => Send(
        user, MailKind.Invitation, token, "You are invited",
        $"An account was made for this address. Set its password with this:\n\n{Link(_options.SetPasswordUrl, token)}\n");

    private void Send(User user, MailKind kind, Secret token, string subject, string text) =>
        queue.Add(new MailMessage(kind, user.TenantId, user.Email, subject, text, token));

    private static string Link(string? template, Secret token) => template?.Replace("{token}", token.Value, StringComparison.Ordinal) ?? token.Value!;
}
