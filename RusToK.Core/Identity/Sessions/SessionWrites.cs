using Npgsql;
using RusToK.Core.Content.Text;
using RusToK.Core.Identity.Events;
using RusToK.Core.Identity.Users;
using RusToK.Core.Persistence;

namespace RusToK.Core.Identity.Sessions;

/// <summary>Statements on sessions that the entity's own cannot say.</summary>
internal static class SessionWrites
{
    /// <summary>Its first event is the sign-in, its last one the revocation.</summary>
    private const long SignedInVersion = 1;
    private const long RevokedVersion = 2;

    private const string RotateSql = """
        WITH changed AS (
            UPDATE identity.sessions SET token_hash = $1, last_used_at = $2, expires_at = $3, ip_address = $4, user_agent = $5
             WHERE tenant_id = $6 AND id = $7 AND token_hash = $8 AND revoked_at IS NULL RETURNING 1)
        SELECT rustok.require(EXISTS (SELECT FROM changed), 'RT001', 'identity.sessions')
        """;

    private const string RevokeSql = """
        WITH changed AS (
            UPDATE identity.sessions SET revoked_at = $1, revoked_because = $2
             WHERE tenant_id = $3 AND id = $4 AND revoked_at IS NULL RETURNING 1)
        SELECT rustok.require(EXISTS (SELECT FROM changed), 'RT001', 'identity.sessions')
        """;

    private const string RevokeAllSql = """
        UPDATE identity.sessions SET revoked_at = $1, revoked_because = $2
         WHERE tenant_id = $3 AND user_id = $4 AND revoked_at IS NULL AND id IS DISTINCT FROM $5
        """;

    private const string SignedInSql = "UPDATE identity.users SET last_signed_in_at = $1 WHERE tenant_id = $2 AND id = $3";

    public static WriteBatch Begin(this WriteBatch batch, Session session) => batch
        .Insert(session)
        .Execute(SignedInSql, Time(session.CreatedAt), Id(session.TenantId), Id(session.UserId))
        .Append(new UserSignedIn(session.UserId, session.Id), IdentitySchema.SessionAggregate, session.Id, SignedInVersion);

    /// <summary>Takes the next token in place of the current one; a conflict when somebody was faster, or it has ended.</summary>
    public static WriteBatch Rotate(this WriteBatch batch, Session before, Session after) => batch.Execute(
        RotateSql, Bytes(after.TokenHash), Time(after.LastUsedAt), Time(after.ExpiresAt), Text(after.IpAddress), Text(after.UserAgent),
        Id(before.TenantId), Id(before.Id), Bytes(before.TokenHash));

    /// <summary>Ends one; a conflict when it has ended.</summary>
    public static WriteBatch Revoke(this WriteBatch batch, Session session, RevocationReason reason, DateTimeOffset now) => batch
        .Execute(RevokeSql, Time(now), Text(EnumText<RevocationReason>.Of(reason)), Id(session.TenantId), Id(session.Id))
        .Append(new SessionRevoked(session.UserId, session.Id, reason), IdentitySchema.SessionAggregate, session.Id, RevokedVersion);

    /// <summary>Ends all of a user but for one.</summary>
    /// <param name="batch">The command's writes.</param>
    /// <param name="user">With the version of this event.</param>
    /// <param name="kept">The one that stays; null for none.</param>
    /// <param name="reason">Why.</param>
    /// <param name="now">When.</param>
    public static WriteBatch RevokeAll(this WriteBatch batch, User user, Guid? kept, RevocationReason reason, DateTimeOffset now) => batch
        .Execute(
            RevokeAllSql, Time(now), Text(EnumText<RevocationReason>.Of(reason)), Id(user.TenantId), Id(user.Id),
            new NpgsqlParameter { Value = (object?)kept ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid })
        .Append(new SessionsRevoked(kept, reason), IdentitySchema.UserAggregate, user.Id, user.Version);

    private static NpgsqlParameter<Guid> Id(Guid value) => new() { TypedValue = value };

    private static NpgsqlParameter<byte[]> Bytes(byte[] value) => new() { TypedValue = value };

    private static NpgsqlParameter<DateTime> Time(DateTimeOffset value) => new() { TypedValue = value.UtcDateTime };

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text };
}
