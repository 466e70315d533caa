using RusToK.Core.Commands;
using RusToK.Core.Content.Text;
using RusToK.Core.Identity.Attempts;
using RusToK.Core.Identity.Mail;
using RusToK.Core.Identity.OneTimeTokens;
using RusToK.Core.Identity.Sessions;
using RusToK.Core.Persistence;
using RusToK.Core.Privacy;

namespace RusToK.Core.Identity.Users.Commands;

/// <summary>Asks for a mail with which a new password can be set. The answer is the same for every address.</summary>
[CommandName("identity.request_password_reset")]
public sealed record RequestPasswordReset([property: Confidential] string? Email, ClientInfo Client) : ICommand<Done>
{
    internal const string Purpose = "reset";

    public override string ToString() => Printed.Of(this);
}

internal sealed class RequestPasswordResetHandler(
    UserReader users, AttemptLimits attempts, OneTimeTokenFactory tokens, AccountMails mails, WriteBatchFactory writes)
    : UserCommandHandler<RequestPasswordReset, Done>
{
    protected override async Task<Done> RunAsync(RequestPasswordReset command, CommandContext context, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        UserRules.CheckEmail(violations, "email", command.Email);
        violations.ThrowIfAny();
        var email = EmailAddress.Normalize(command.Email!);
        await attempts.BeginAsync(context.TenantId, RequestPasswordReset.Purpose, email, command.Client, cancellationToken);

        var user = await users.FindByEmailAsync(context.TenantId, email, cancellationToken);
        if (user is null or { Status: UserStatus.Disabled })
        {
            await attempts.PretendAsync(context.TenantId, cancellationToken);
            return Done.Instance;
        }

        var (token, row) = tokens.ToSetPassword(user);
        await writes.Begin(context).Insert(row).CommitAsync(cancellationToken);
        mails.ResetPassword(user, token);
        return Done.Instance;
    }
}
