using RusToK.Core.Commands;
using RusToK.Core.Content;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Users;
using RusToK.Core.Persistence;

namespace RusToK.Core.Identity.Sessions.Commands;

/// <summary>Ends all sessions of the caller, this one too.</summary>
[CommandName("identity.sign_out_everywhere")]
public sealed record SignOutEverywhere : ICommand<Done>;

internal sealed class SignOutEverywhereHandler(
    UserReader users, CurrentActor current, SessionDirectory directory, WriteBatchFactory writes, TimeProvider clock)
    : UserCommandHandler<SignOutEverywhere, Done>
{
    protected override async Task<Done> RunAsync(SignOutEverywhere command, CommandContext context, CancellationToken cancellationToken)
    {
        var actor = current.RequireAtHome(context.TenantId);
        var now = clock.GetStorableNow();
        var before = await users.RequireAsync(context.TenantId, actor.UserId, cancellationToken);
        var after = before.Touched(now);
        await writes.Begin(context)
            .Update(after, before.Version)
            .RevokeAll(after, kept: null, RevocationReason.SignedOut, now)
            .CommitAsync(cancellationToken);
        await directory.ForgetUserAsync(actor.UserId, cancellationToken);
        return Done.Instance;
    }
}
