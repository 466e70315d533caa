using RusToK.Core.Commands;
using RusToK.Core.Content;
using RusToK.Core.Errors;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Events;
using RusToK.Core.Identity.Sessions;
using RusToK.Core.Persistence;

namespace RusToK.Core.Identity.Users.Commands;

/// <summary>Shuts an account: its sessions end, and nobody can sign in to it. Nobody shuts their own.</summary>
[CommandName("identity.disable_user")]
public sealed record DisableUser(Guid Id, long? ExpectedVersion = null) : ICommand<User>;

internal sealed class DisableUserHandler(
    UserReader users, CurrentActor current, SessionDirectory directory, WriteBatchFactory writes, TimeProvider clock)
    : UserCommandHandler<DisableUser, User>
{
    protected override async Task<User> RunAsync(DisableUser command, CommandContext context, CancellationToken cancellationToken)
    {
        current.RequireAnother(command.Id);
        var before = await users.RequireAsync(context.TenantId, command.Id, cancellationToken);
        current.RequireRank(before.Role);
        before.RequireVersion(command.ExpectedVersion);
        if (before.Status == UserStatus.Disabled)
            throw new ConflictException("The user is disabled already.", "id", "transition");

        var now = clock.GetStorableNow();
        var disabled = before.Touched(now) with { Status = UserStatus.Disabled };
        var after = disabled.Touched(now);
        await writes.Begin(context)
            .Update(after, before.Version)
            .DropTokens(after)
            .Append(new UserDisabled(UserState.Of(disabled)), IdentitySchema.UserAggregate, disabled.Id, disabled.Version)
            .RevokeAll(after, kept: null, RevocationReason.UserDisabled, now)
            .CommitAsync(cancellationToken);
        await directory.ForgetUserAsync(after.Id, cancellationToken);
        return after;
    }
}
