using RusToK.Tests.Content;
using RusToK.Tests.Fixtures;

namespace RusToK.Tests.Isolation;

/// <summary>Tables that belong to tenants, as the catalog has them.</summary>
internal static class TenantTables
{
    /// <summary>Every table with a <c>tenant_id</c>, schema-qualified; partitions are part of their parent.</summary>
    public static async Task<IReadOnlyList<string>> ListAsync(ModuleHost host) =>
        [.. (await host.RowsAsync("""
            SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
             WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1
            """)).Select(r => r.Text("name")!)];

    /// <summary>Number and hash of everything a tenant has, by table, its own row among the tenants included.</summary>
    public static async Task<Dictionary<string, string>> HashAsync(ModuleHost host, Guid tenantId)
    {
        // Requests in a tenant's name are counted for it, whoever sent them.
        var hashes = await host.HashAsync((await ListAsync(host)).Where(t => t != "usage.days"), tenantId);
        hashes["tenancy.tenants"] = await host.ScalarAsync<string>("SELECT md5(t::text) FROM tenancy.tenants t WHERE id = $1", tenantId);
        return hashes;
    }
}
