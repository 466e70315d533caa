using RusToK.Core.Commands;
using RusToK.Core.Content;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Attempts;
using RusToK.Core.Identity.Events;
using RusToK.Core.Identity.Mail;
using RusToK.Core.Identity.OneTimeTokens;
using RusToK.Core.Identity.Passwords;
using RusToK.Core.Identity.Sessions;
using RusToK.Core.Persistence;
using RusToK.Core.Privacy;

namespace RusToK.Core.Identity.Users.Commands;

/// <summary>
/// Asks for an account as a customer. The answer is the same whether the address has an account or not; what comes next is in a mail
/// to it. Nobody can sign in before the address is proved, or signing in would tell what signing up does not.
/// </summary>
[CommandName("identity.sign_up")]
public sealed record SignUp(
    [property: Confidential] string? Email, Secret Password, [property: Confidential] string? DisplayName, ClientInfo Client) : ICommand<Done>
{
    internal const string Purpose = "sign-up";

    public override string ToString() => Printed.Of(this);
}

internal sealed class SignUpHandler(
    UserReader users, PasswordHashing passwords, AttemptLimits attempts, OneTimeTokenFactory tokens, AccountMails mails,
    WriteBatchFactory writes, TimeProvider clock)
    : UserCommandHandler<SignUp, Done>
{
    private const int MaxAttempts = 3;

    protected override async Task<Done> RunAsync(SignUp command, CommandContext context, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        UserRules.CheckEmail(violations, "email", command.Email);
        UserRules.CheckDisplayName(violations, "displayName", command.DisplayName);
        PasswordRules.Check(violations, "password", command.Password, command.Email);
        violations.ThrowIfAny();

        var email = command.Email!.Trim();
        await attempts.BeginAsync(context.TenantId, SignUp.Purpose, EmailAddress.Normalize(email), command.Client, cancellationToken);
        var hash = await passwords.HashAsync(command.Password.Value!, cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await AnswerAsync(email, hash, UserRules.NameOf(command.DisplayName), context, cancellationToken);
                return Done.Instance;
            }
            catch (ConflictException) when (attempt < MaxAttempts)
            {
                // The same address at the same time; this time it is there.
            }
        }
    }

    private async Task AnswerAsync(string email, string hash, string? name, CommandContext context, CancellationToken cancellationToken)
    {
        var existing = await users.FindByEmailAsync(context.TenantId, EmailAddress.Normalize(email), cancellationToken);
        if (existing is { Status: UserStatus.Disabled })
        {
            await attempts.PretendAsync(context.TenantId, cancellationToken);
            return;
        }

        if (existing is { Status: UserStatus.Active })
        {
            var (reset, row) = tokens.ToSetPassword(existing);
            await writes.Begin(context).Insert(row).CommitAsync(cancellationToken);
            mails.AlreadyRegistered(existing, reset);
            return;
        }

        var now = clock.GetStorableNow();
        var batch = writes.Begin(context);
        var user = existing;
        if (user is null)
        {
            user = new User
            {
                TenantId = context.TenantId,
                Id = Guid.CreateVersion7(now),
                Email = email,
                NormalizedEmail = EmailAddress.Normalize(email),
                Role = Role.Customer,
                Status = UserStatus.Pending,
                CreatedAt = now,
                UpdatedAt = now,
                Version = 1,
            };
            batch.Insert(user).Append(new UserRegistered(UserState.Of(user)), IdentitySchema.UserAggregate, user.Id, user.Version);
        }

        var (token, signUp) = tokens.ToVerify(user, hash, name);
        await batch.Insert(signUp).CommitAsync(cancellationToken);
        mails.VerifyEmail(user, token);
    }
}
