using System.Security.Cryptography;
using RusToK.Core.Commands;
using RusToK.Core.Content;
using RusToK.Core.Errors;
using RusToK.Core.Identity.Users;
using RusToK.Core.Persistence;

namespace RusToK.Core.Identity.Sessions.Commands;

/// <summary>
/// Takes a refresh token and gives the next one. A token that comes a second time ends the session: either it was stolen, or its
/// successor went to a thief (RFC 9700, 4.14.2).
/// </summary>
[CommandName("identity.refresh_session")]
public sealed record RefreshSession(Secret RefreshToken, ClientInfo Client) : ICommand<SignedIn>;

internal sealed class RefreshSessionHandler(
    UserReader users, SessionFactory sessions, SessionDirectory directory, WriteBatchFactory writes, TimeProvider clock)
    : UserCommandHandler<RefreshSession, SignedIn>
{
    protected override async Task<SignedIn> RunAsync(RefreshSession command, CommandContext context, CancellationToken cancellationToken)
    {
        var token = RefreshToken.TryParse(command.RefreshToken) ?? throw NoGood();
        var session = await users.FindFamilyAsync(context.TenantId, token.FamilyHash, cancellationToken);
        if (session is null || !session.IsGoodAt(clock.GetUtcNow()))
            throw NoGood();
        if (!CryptographicOperations.FixedTimeEquals(session.TokenHash, token.TokenHash))
            throw await ReusedAsync(session, context, cancellationToken);

        var user = await users.RequireAsync(context.TenantId, session.UserId, cancellationToken);
        if (user.Status != UserStatus.Active)
            throw NoGood();
        var signedIn = sessions.Continue(user, session, command.RefreshToken, command.Client);
        try
        {
            await writes.Begin(context with { ActorId = user.Id }).Rotate(session, signedIn.Session).CommitAsync(cancellationToken);
        }
        catch (ConflictException)
        {
            throw await ReusedAsync(session, context, cancellationToken);
        }

        return signedIn;
    }

    private async Task<UnauthenticatedException> ReusedAsync(Session session, CommandContext context, CancellationToken cancellationToken)
    {
        try
        {
            await writes.Begin(context with { ActorId = session.UserId })
                .Revoke(session, RevocationReason.TokenReused, clock.GetStorableNow())
                .CommitAsync(cancellationToken);
            UserActivity.Count(UserActivity.NameOf(typeof(RefreshSession)), UserActivity.Reused);
        }
        catch (ConflictException)
        {
            // It has ended already.
        }

        await directory.ForgetAsync(session.Id, cancellationToken);
        return NoGood();
    }

    private static UnauthenticatedException NoGood() => new("The refresh token is not valid any more; sign in again.");
}
