using RusToK.Core.Commands;
using RusToK.Core.Content;
using RusToK.Core.Errors;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Users;
using RusToK.Core.Persistence;

namespace RusToK.Core.Identity.Sessions.Commands;

/// <summary>Ends one session: one of the caller's, or with the permission <c>user:update</c> anybody's.</summary>
[CommandName("identity.revoke_session")]
public sealed record RevokeSession(Guid Id) : ICommand<Session>;

internal sealed class RevokeSessionHandler(
    UserReader users, CurrentActor current, SessionDirectory directory, WriteBatchFactory writes, TimeProvider clock)
    : UserCommandHandler<RevokeSession, Session>
{
    protected override async Task<Session> RunAsync(RevokeSession command, CommandContext context, CancellationToken cancellationToken)
    {
        var actor = current.Require();
        var session = await users.FindSessionAsync(context.TenantId, command.Id, cancellationToken);
        // Whose session it is, is nobody else's business: to them it does not exist.
        if (session is null || !actor.OwnsOrMay(session.UserId, Permissions.UserUpdate))
            throw NotFoundException.For("session", command.Id, "id");
        if (!actor.Owns(session.UserId))
            current.RequireRank((await users.RequireAsync(context.TenantId, session.UserId, cancellationToken)).Role);
        if (session.RevokedAt is not null)
            return session;

        var now = clock.GetStorableNow();
        await writes.Begin(context).Revoke(session, RevocationReason.Revoked, now).CommitAsync(cancellationToken);
        await directory.ForgetAsync(session.Id, cancellationToken);
        return session with { RevokedAt = now, RevokedBecause = RevocationReason.Revoked };
    }
}
