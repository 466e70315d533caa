using Microsoft.Extensions.Options;
using Npgsql;
using RusToK.Core.Content.Text;
using RusToK.Core.Identity.Access;
using RusToK.Core.Persistence;
using ZiggyCreatures.Caching.Fusion;

namespace RusToK.Core.Identity.Sessions;

/// <summary>
/// Tells whether the session of an access token is still good, and what role its user has now. Cached for
/// <see cref="IdentityOptions.SessionCheckSeconds"/>, the bound within which every process notices a revocation; the process that
/// revokes notices at once. Requests without a token never come here.
/// </summary>
public sealed class SessionDirectory
{
    private const string Find = """
        SELECT u.id, u.role FROM identity.sessions s JOIN identity.users u ON u.tenant_id = s.tenant_id AND u.id = s.user_id
         WHERE s.tenant_id = $1 AND s.id = $2 AND s.revoked_at IS NULL AND s.expires_at > $3 AND u.status = 'active'
        """;

    private readonly TenantStatements _statements;
    private readonly IFusionCache _cache;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _fresh;

    internal SessionDirectory(TenantStatements statements, IFusionCache cache, IOptions<IdentityOptions> options, TimeProvider clock) =>
        (_statements, _cache, _clock, _fresh) = (statements, cache, clock, TimeSpan.FromSeconds(options.Value.SessionCheckSeconds));

    /// <returns>Null when the session has ended, or its user may not sign in.</returns>
    public ValueTask<SessionState?> FindAsync(Guid tenantId, Guid userId, Guid sessionId, CancellationToken cancellationToken) =>
        _fresh == TimeSpan.Zero
            ? new ValueTask<SessionState?>(LoadAsync(tenantId, sessionId, cancellationToken))
            : _cache.GetOrSetAsync<SessionState?>(
                Key(sessionId),
                (_, stop) => LoadAsync(tenantId, sessionId, stop),
                new FusionCacheEntryOptions(_fresh) { Size = 1 },
                [Tag(userId)],
                cancellationToken);

    /// <summary>Forgets one session in this process.</summary>
    public ValueTask ForgetAsync(Guid sessionId, CancellationToken cancellationToken) => _cache.RemoveAsync(Key(sessionId), token: cancellationToken);

    /// <summary>Forgets the sessions of a user in this process, after the role, the status or the sessions changed.</summary>
    public ValueTask ForgetUserAsync(Guid userId, CancellationToken cancellationToken) => _cache.RemoveByTagAsync(Tag(userId), token: cancellationToken);

    private static string Key(Guid sessionId) => $"session:{sessionId:N}";

    private static string Tag(Guid userId) => $"user:{userId:N}";

    private Task<SessionState?> LoadAsync(Guid tenantId, Guid sessionId, CancellationToken cancellationToken) => _statements.FirstAsync(
        tenantId,
        Find,
        reader => new SessionState(reader.GetGuid(0), EnumText<Role>.Parse(reader.GetString(1))),
        cancellationToken,
        new NpgsqlParameter<Guid> { TypedValue = tenantId },
        new NpgsqlParameter<Guid> { TypedValue = sessionId },
        new NpgsqlParameter<DateTime> { TypedValue = _clock.GetUtcNow().UtcDateTime });
}
