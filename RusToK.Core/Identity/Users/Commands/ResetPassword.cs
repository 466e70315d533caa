using RusToK.Core.Commands;
using RusToK.Core.Content;
using RusToK.Core.Content.Text;
using RusToK.Core.Identity.Events;
using RusToK.Core.Identity.OneTimeTokens;
using RusToK.Core.Identity.Passwords;
using RusToK.Core.Identity.Sessions;
using RusToK.Core.Persistence;

namespace RusToK.Core.Identity.Users.Commands;

/// <summary>
/// Sets a password by the token of a mail: a forgotten one, or the first one of an invited user. The mail proves the address as well.
/// All sessions end.
/// </summary>
[CommandName("identity.reset_password")]
public sealed record ResetPassword(Secret Token, Secret NewPassword) : ICommand<Done>;

internal sealed class ResetPasswordHandler(
    UserReader users, PasswordHashing passwords, SessionDirectory directory, WriteBatchFactory writes, TimeProvider clock)
    : UserCommandHandler<ResetPassword, Done>
{
    protected override async Task<Done> RunAsync(ResetPassword command, CommandContext context, CancellationToken cancellationToken)
    {
        var now = clock.GetStorableNow();
        var token = TokenText.HashOf(command.Token) is { } hash
            ? await users.FindTokenAsync(context.TenantId, hash, OneTimePurpose.SetPassword, now, cancellationToken)
            : null;
        if (token is null)
            throw OneTimeTokenErrors.NoGood("token");
        var before = await users.RequireAsync(context.TenantId, token.UserId, cancellationToken);
        if (before.Status == UserStatus.Disabled)
            throw OneTimeTokenErrors.NoGood("token");
        var violations = new Violations();
        PasswordRules.Check(violations, "newPassword", command.NewPassword, before.Email);
        violations.ThrowIfAny();

        var changed = before.Touched(now) with
        {
            PasswordHash = await passwords.HashAsync(command.NewPassword.Value!, cancellationToken),
            Status = UserStatus.Active,
            EmailVerifiedAt = before.EmailVerifiedAt ?? now,
        };
        var after = changed.Touched(now);
        await writes.Begin(context with { ActorId = after.Id })
            .Update(after, before.Version)
            .DropTokens(after)
            .Append(new UserUpdated(UserState.Of(changed)), IdentitySchema.UserAggregate, changed.Id, changed.Version)
            .RevokeAll(after, kept: null, RevocationReason.PasswordChanged, now)
            .CommitAsync(cancellationToken);
        await directory.ForgetUserAsync(after.Id, cancellationToken);
        return Done.Instance;
    }
}
