using RusToK.Core.Commands;
using RusToK.Core.Content;
using RusToK.Core.Errors;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Events;
using RusToK.Core.Identity.Mail;
using RusToK.Core.Identity.OneTimeTokens;
using RusToK.Core.Persistence;

namespace RusToK.Core.Identity.Users.Commands;

/// <summary>Opens a disabled account again. One that never had a password waits for it again, and is mailed an invitation.</summary>
[CommandName("identity.enable_user")]
public sealed record EnableUser(Guid Id, long? ExpectedVersion = null) : ICommand<User>;

internal sealed class EnableUserHandler(
    UserReader users, CurrentActor current, OneTimeTokenFactory tokens, AccountMails mails, WriteBatchFactory writes, TimeProvider clock)
    : UserCommandHandler<EnableUser, User>
{
    protected override async Task<User> RunAsync(EnableUser command, CommandContext context, CancellationToken cancellationToken)
    {
        var before = await users.RequireAsync(context.TenantId, command.Id, cancellationToken);
        current.RequireRank(before.Role);
        before.RequireVersion(command.ExpectedVersion);
        if (before.Status != UserStatus.Disabled)
            throw new ConflictException("The user is not disabled.", "id", "transition");

        var after = before.Touched(clock.GetStorableNow()) with { Status = before.PasswordHash is null ? UserStatus.Pending : UserStatus.Active };
        var batch = writes.Begin(context)
            .Update(after, before.Version)
            .Append(new UserUpdated(UserState.Of(after)), IdentitySchema.UserAggregate, after.Id, after.Version);
        Secret invitation = default;
        if (after.Status == UserStatus.Pending)
        {
            (invitation, var row) = tokens.ToAcceptInvitation(after);
            batch.Insert(row);
        }

        await batch.CommitAsync(cancellationToken);
        if (!invitation.IsEmpty)
            mails.Invitation(after, invitation);
        return after;
    }
}
