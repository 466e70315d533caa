using Microsoft.Extensions.Options;
using RusToK.Core.Content;
using RusToK.Core.Identity.Tokens;
using RusToK.Core.Identity.Users;

namespace RusToK.Core.Identity.Sessions;

/// <summary>Makes sessions and what follows them, with their lifetimes.</summary>
internal sealed class SessionFactory(AccessTokens accessTokens, IOptions<IdentityOptions> options, TimeProvider clock)
{
    private readonly TimeSpan _idle = TimeSpan.FromDays(options.Value.SessionIdleDays);
    private readonly TimeSpan _whole = TimeSpan.FromDays(options.Value.SessionDays);

    public SignedIn Begin(User user, ClientInfo client)
    {
        var now = clock.GetStorableNow();
        var (token, hashes) = RefreshToken.Create();
        var session = new Session
        {
            TenantId = user.TenantId,
            Id = Guid.CreateVersion7(now),
            UserId = user.Id,
            FamilyHash = hashes.FamilyHash,
            TokenHash = hashes.TokenHash,
            IpAddress = client.Address,
            UserAgent = client.UserAgent,
            CreatedAt = now,
            LastUsedAt = now,
            ExpiresAt = now + _idle,
            EndsAt = now + _whole,
        };
        return new SignedIn(user with { LastSignedInAt = now }, session, accessTokens.Issue(user, session), token);
    }

    public SignedIn Continue(User user, Session before, Secret current, ClientInfo client)
    {
        var now = clock.GetStorableNow();
        var (token, hashes) = RefreshToken.Next(current);
        var expires = now + _idle;
        var session = before with
        {
            TokenHash = hashes.TokenHash,
            IpAddress = client.Address,
            UserAgent = client.UserAgent,
            LastUsedAt = now,
            ExpiresAt = expires < before.EndsAt ? expires : before.EndsAt,
        };
        return new SignedIn(user, session, accessTokens.Issue(user, session), token);
    }
}
