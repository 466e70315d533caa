using Npgsql;
using RusToK.Core.Content.Queries;
using RusToK.Core.Content.Text;
using RusToK.Core.Identity.Access;

namespace RusToK.Core.Identity.Audit;

/// <summary>The audit log of a tenant as its administrators see it.</summary>
public sealed class AuditQueries
{
    public const string AuditList = "audit";

    private const string Columns = "tenant_id, id, operation_id, at, actor_id, actor_tenant_id, actor_role, operation, outcome, code, trace_id";

    private readonly ReadStore _store;

    internal AuditQueries(ReadStore store) => _store = store;

    /// <summary>Newest first, by the primary key.</summary>
    public async Task<Page<AuditRecord>> ListAsync(Guid tenantId, PageRequest page, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId);
        query.Append($"SELECT {Columns} FROM identity.audit_log WHERE tenant_id = {QueryText.Tenant}");
        if (page.Cursor is { } cursor)
            query.Append($" AND id {(page.Backward ? ">" : "<")} {query.Value(cursor.Id)}");
        query.Append($"\n ORDER BY id{(page.Backward ? "" : " DESC")} LIMIT {page.Limit}");
        var rows = await _store.ListAsync(tenantId, query, Read, cancellationToken);
        return Pages.Cut(rows, page, r => new Cursor(AuditList, "", r.Id));
    }

    private static AuditRecord Read(NpgsqlDataReader r) => new()
    {
        TenantId = r.GetGuid(0),
        Id = r.GetGuid(1),
        OperationId = r.GetGuid(2),
        At = r.GetFieldValue<DateTimeOffset>(3),
        ActorId = r.GetGuid(4),
        ActorTenantId = r.GetGuid(5),
        ActorRole = EnumText<Role>.Parse(r.GetString(6)),
        Operation = r.GetString(7),
        Outcome = EnumText<AuditOutcome>.Parse(r.GetString(8)),
        Code = r.IsDBNull(9) ? null : r.GetString(9),
        TraceId = r.IsDBNull(10) ? null : r.GetString(10),
    };
}
