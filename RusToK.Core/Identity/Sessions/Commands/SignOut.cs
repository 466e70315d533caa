using RusToK.Core.Commands;
using RusToK.Core.Content;
using RusToK.Core.Errors;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Users;
using RusToK.Core.Persistence;

namespace RusToK.Core.Identity.Sessions.Commands;

/// <summary>Ends the session of the caller.</summary>
[CommandName("identity.sign_out")]
public sealed record SignOut : ICommand<Done>;

internal sealed class SignOutHandler(
    UserReader users, CurrentActor current, SessionDirectory directory, WriteBatchFactory writes, TimeProvider clock)
    : UserCommandHandler<SignOut, Done>
{
    protected override async Task<Done> RunAsync(SignOut command, CommandContext context, CancellationToken cancellationToken)
    {
        var actor = current.RequireAtHome(context.TenantId);
        if (await users.FindSessionAsync(context.TenantId, actor.SessionId, cancellationToken) is { RevokedAt: null } session)
        {
            try
            {
                await writes.Begin(context).Revoke(session, RevocationReason.SignedOut, clock.GetStorableNow()).CommitAsync(cancellationToken);
            }
            catch (ConflictException)
            {
                // Somebody was faster; it has ended.
            }
        }

        await directory.ForgetAsync(actor.SessionId, cancellationToken);
        return Done.Instance;
    }
}
