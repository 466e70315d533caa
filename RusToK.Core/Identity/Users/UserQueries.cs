using Npgsql;
using RusToK.Core.Content.Queries;
using RusToK.Core.Content.Text;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Sessions;
using RusToK.Core.Persistence;

namespace RusToK.Core.Identity.Users;

/// <summary>
/// Users and sessions as they are shown. From the truth: whoever changes a user sees the change at once, and what a read model is
/// there for, search and joins, has no place here.
/// </summary>
public sealed class UserQueries
{
    public const string UserList = "users";

    private const int MaxSessions = 100;

    private const string UserColumns =
        "tenant_id, id, email, normalized_email, display_name, role, status, email_verified_at, last_signed_in_at, created_at, updated_at, version";

    private const string SessionColumns = "tenant_id, id, user_id, ip_address, user_agent, created_at, last_used_at, expires_at, ends_at";

    private readonly ReadStore _store;

    internal UserQueries(ReadStore store) => _store = store;

    public async Task<User?> FindAsync(Guid tenantId, Guid id, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId);
        query.Append($"SELECT {UserColumns} FROM identity.users WHERE tenant_id = {QueryText.Tenant} AND id = {query.Value(id)}");
        return (await _store.ListAsync(tenantId, query, ReadUser, cancellationToken)).FirstOrDefault();
    }

    /// <summary>Newest first. Each filter has an index that gives this order.</summary>
    public async Task<Page<User>> ListAsync(Guid tenantId, UserFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        if (filter.Email is { } wanted && !StorableText.IsStorable(wanted))
            return new Page<User>([], HasNext: false, HasPrevious: false);
        var query = new QueryText(tenantId);
        query.Append($"SELECT {UserColumns} FROM identity.users WHERE tenant_id = {QueryText.Tenant}");
        if (filter.Role is { } role)
            query.Append($" AND role = {query.Value(EnumText<Role>.Of(role))}");
        if (filter.Status is { } status)
            query.Append($" AND status = {query.Value(EnumText<UserStatus>.Of(status))}");
        if (filter.Email is { } email)
            query.Append($" AND normalized_email = {query.Value(EmailAddress.Normalize(email))}");
        if (page.Cursor is { } cursor)
            query.Append($" AND id {(page.Backward ? ">" : "<")} {query.Value(cursor.Id)}");
        query.Append($"\n ORDER BY id{(page.Backward ? "" : " DESC")} LIMIT {page.Limit}");
        var rows = await _store.ListAsync(tenantId, query, ReadUser, cancellationToken);
        return Pages.Cut(rows, page, u => new Cursor(UserList, "", u.Id));
    }

    /// <summary>The good sessions of a user, newest first.</summary>
    public Task<List<Session>> SessionsAsync(Guid tenantId, Guid userId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId);
        query.Append($"SELECT {SessionColumns} FROM identity.sessions")
            .Append($"\n WHERE tenant_id = {QueryText.Tenant} AND user_id = {query.Value(userId)} AND revoked_at IS NULL AND expires_at > {query.Time(now)}")
            .Append($"\n ORDER BY id DESC LIMIT {MaxSessions}");
        return _store.ListAsync(tenantId, query, ReadSession, cancellationToken);
    }

    // Hashes are not read: nothing that shows users needs them.
    private static User ReadUser(NpgsqlDataReader r) => new()
    {
        TenantId = r.GetGuid(0),
        Id = r.GetGuid(1),
        Email = r.GetString(2),
        NormalizedEmail = r.GetString(3),
        DisplayName = r.IsDBNull(4) ? null : r.GetString(4),
        Role = EnumText<Role>.Parse(r.GetString(5)),
        Status = EnumText<UserStatus>.Parse(r.GetString(6)),
        EmailVerifiedAt = Time(r, 7),
        LastSignedInAt = Time(r, 8),
        CreatedAt = r.GetFieldValue<DateTimeOffset>(9),
        UpdatedAt = r.GetFieldValue<DateTimeOffset>(10),
        Version = r.GetInt64(11),
    };

    private static Session ReadSession(NpgsqlDataReader r) => new()
    {
        TenantId = r.GetGuid(0),
        Id = r.GetGuid(1),
        UserId = r.GetGuid(2),
        FamilyHash = [],
        TokenHash = [],
        IpAddress = r.IsDBNull(3) ? null : r.GetString(3),
        UserAgent = r.IsDBNull(4) ? null : r.GetString(4),
        CreatedAt = r.GetFieldValue<DateTimeOffset>(5),
        LastUsedAt = r.GetFieldValue<DateTimeOffset>(6),
        ExpiresAt = r.GetFieldValue<DateTimeOffset>(7),
        EndsAt = r.GetFieldValue<DateTimeOffset>(8),
    };

    private static DateTimeOffset? Time(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
}
