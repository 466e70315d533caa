using Npgsql;
using RusToK.Core.Errors;
using RusToK.Core.Identity.Access;
using RusToK.Core.Persistence;

namespace RusToK.Core.Identity.Users;

/// <summary>What the commands on users share.</summary>
internal static class UserWrites
{
    private const string RehashSql = "UPDATE identity.users SET password_hash = $1 WHERE tenant_id = $2 AND id = $3 AND password_hash = $4";
    private const string DropTokensSql = "DELETE FROM identity.one_time_tokens WHERE tenant_id = $1 AND user_id = $2";

    /// <summary>The user with the next version.</summary>
    public static User Touched(this User user, DateTimeOffset now) => user with { Version = user.Version + 1, UpdatedAt = now };

    /// <summary>Keeps the same password under a stronger hash.</summary>
    public static WriteBatch Rehash(this WriteBatch batch, User user, string hash) => batch.Execute(
        RehashSql, new NpgsqlParameter<string> { TypedValue = hash }, new NpgsqlParameter<Guid> { TypedValue = user.TenantId },
        new NpgsqlParameter<Guid> { TypedValue = user.Id }, new NpgsqlParameter<string> { TypedValue = user.PasswordHash! });

    /// <summary>What was mailed to a user is good no more.</summary>
    public static WriteBatch DropTokens(this WriteBatch batch, User user) => batch.Execute(
        DropTokensSql, new NpgsqlParameter<Guid> { TypedValue = user.TenantId }, new NpgsqlParameter<Guid> { TypedValue = user.Id });

    /// <summary>Nobody changes those above them, or makes somebody more than they are. The system itself has no rank.</summary>
    /// <exception cref="ForbiddenException">The role is above the actor's.</exception>
    public static void RequireRank(this CurrentActor current, Role role)
    {
        if (current.Actor is { } actor && role > actor.Role)
            throw new ForbiddenException("This is about a role above your own.", "rank");
    }

    /// <exception cref="ForbiddenException">It is the actor's own account.</exception>
    public static void RequireAnother(this CurrentActor current, Guid userId)
    {
        if (current.Actor is { } actor && actor.Owns(userId))
            throw new ForbiddenException("Nobody may do this to their own account.", "self");
    }

    /// <summary>What concerns one's own account is done in one's own tenant.</summary>
    /// <exception cref="UnauthenticatedException">Nobody is signed in.</exception>
    /// <exception cref="ForbiddenException">The actor is a stranger to the tenant.</exception>
    public static Actor RequireAtHome(this CurrentActor current, Guid tenantId) =>
        current.Require() is var actor && actor.TenantId == tenantId
            ? actor
            : throw new ForbiddenException("This is about your own account; do it in your own tenant.", "own-tenant");

    public static void RequireVersion(this User user, long? expected)
    {
        if (expected is { } version && version != user.Version)
            throw new ConflictException($"The user has version {user.Version}, not {version}; load it again and repeat the change.", "expectedVersion", "version");
    }
}
