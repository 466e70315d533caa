using RusToK.Core.Commands;
using RusToK.Core.Content.Text;
using RusToK.Core.Identity.Attempts;
using RusToK.Core.Identity.Mail;
using RusToK.Core.Identity.OneTimeTokens;
using RusToK.Core.Identity.Sessions;
using RusToK.Core.Persistence;
using RusToK.Core.Privacy;

namespace RusToK.Core.Identity.Users.Commands;

/// <summary>Asks for the mail of a sign-up again. The answer is the same for every address.</summary>
[CommandName("identity.request_email_verification")]
public sealed record RequestEmailVerification([property: Confidential] string? Email, ClientInfo Client) : ICommand<Done>
{
    internal const string Purpose = "verification";

    public override string ToString() => Printed.Of(this);
}

internal sealed class RequestEmailVerificationHandler(
    UserReader users, AttemptLimits attempts, OneTimeTokenFactory tokens, AccountMails mails, WriteBatchFactory writes)
    : UserCommandHandler<RequestEmailVerification, Done>
{
    protected override async Task<Done> RunAsync(RequestEmailVerification command, CommandContext context, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        UserRules.CheckEmail(violations, "email", command.Email);
        violations.ThrowIfAny();
        var email = EmailAddress.Normalize(command.Email!);
        await attempts.BeginAsync(context.TenantId, RequestEmailVerification.Purpose, email, command.Client, cancellationToken);

        var user = await users.FindByEmailAsync(context.TenantId, email, cancellationToken);
        var signUp = await users.FindSignUpAsync(context.TenantId, user?.Id ?? Guid.Empty, cancellationToken);
        if (user is not { Status: UserStatus.Pending } || signUp is null)
        {
            await attempts.PretendAsync(context.TenantId, cancellationToken);
            return Done.Instance;
        }

        var (token, row) = tokens.ToVerify(user, signUp.PasswordHash, signUp.DisplayName);
        await writes.Begin(context).Insert(row).CommitAsync(cancellationToken);
        mails.VerifyEmail(user, token);
        return Done.Instance;
    }
}
