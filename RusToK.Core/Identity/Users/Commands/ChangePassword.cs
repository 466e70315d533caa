using RusToK.Core.Commands;
using RusToK.Core.Content;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Attempts;
using RusToK.Core.Identity.Events;
using RusToK.Core.Identity.Passwords;
using RusToK.Core.Identity.Sessions;
using RusToK.Core.Persistence;

namespace RusToK.Core.Identity.Users.Commands;

/// <summary>Changes the caller's password; all other sessions end.</summary>
[CommandName("identity.change_password")]
public sealed record ChangePassword(Secret CurrentPassword, Secret NewPassword, ClientInfo Client) : ICommand<Done>
{
    internal const string Purpose = "change-password";
}

internal sealed class ChangePasswordHandler(
    UserReader users, CurrentActor current, PasswordHashing passwords, AttemptLimits attempts, SessionDirectory directory,
    WriteBatchFactory writes, TimeProvider clock)
    : UserCommandHandler<ChangePassword, Done>
{
    protected override async Task<Done> RunAsync(ChangePassword command, CommandContext context, CancellationToken cancellationToken)
    {
        var actor = current.RequireAtHome(context.TenantId);
        var before = await users.RequireAsync(context.TenantId, actor.UserId, cancellationToken);
        var violations = new Violations();
        if (command.CurrentPassword.IsEmpty || command.CurrentPassword.Value!.Length > PasswordRules.MaxLength)
            violations.Add("currentPassword", "length", $"currentPassword must have 1 to {PasswordRules.MaxLength} characters.");
        PasswordRules.Check(violations, "newPassword", command.NewPassword, before.Email);
        if (!violations.Any && command.NewPassword == command.CurrentPassword)
            violations.Add("newPassword", "different", "newPassword must differ from currentPassword.");
        violations.ThrowIfAny();

        // Whoever has found an open session must not guess the password with it.
        var account = actor.UserId.ToString();
        await attempts.BeginAsync(context.TenantId, ChangePassword.Purpose, account, command.Client, cancellationToken);
        if (await passwords.VerifyAsync(before.PasswordHash, command.CurrentPassword.Value!, cancellationToken) == PasswordCheck.Wrong)
            throw new InvalidInputException("currentPassword", "password", "currentPassword is not the password of this account.");

        var now = clock.GetStorableNow();
        var changed = before.Touched(now) with { PasswordHash = await passwords.HashAsync(command.NewPassword.Value!, cancellationToken) };
        var after = changed.Touched(now);
        var batch = writes.Begin(context)
            .Update(after, before.Version)
            .DropTokens(after)
            .Append(new UserUpdated(UserState.Of(changed)), IdentitySchema.UserAggregate, changed.Id, changed.Version)
            .RevokeAll(after, kept: actor.SessionId, RevocationReason.PasswordChanged, now);
        AttemptLimits.Forgive(batch, ChangePassword.Purpose, account, command.Client);
        await batch.CommitAsync(cancellationToken);
        await directory.ForgetUserAsync(actor.UserId, cancellationToken);
        return Done.Instance;
    }
}
