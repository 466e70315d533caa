using Microsoft.EntityFrameworkCore.Migrations;

namespace RusToK.Core.Persistence;

/// <summary>Row-level security in migrations. A test holds that every table with a <c>tenant_id</c> has it.</summary>
internal static class TenantIsolation
{
    /// <summary>
    /// The truth: both application roles see and change only the tenant that is set (<c>rustok.current_tenant()</c>).
    /// </summary>
    public static void IsolateTenants(this MigrationBuilder migration, string table) => migration.Sql($"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY tenant_isolation ON {table} TO {DatabaseRoles.App}, {DatabaseRoles.Worker}
            USING (tenant_id = (SELECT rustok.current_tenant())) WITH CHECK (tenant_id = (SELECT rustok.current_tenant()));
        GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {DatabaseRoles.App}, {DatabaseRoles.Worker};
        """);

    /// <summary>A read model: the API reads its tenant's rows, the Worker's projections write everyone's.</summary>
    public static void IsolateReadModel(this MigrationBuilder migration, string table) => migration.Sql($"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY tenant_isolation ON {table} FOR SELECT TO {DatabaseRoles.App}
            USING (tenant_id = (SELECT rustok.current_tenant()));
        CREATE POLICY projections ON {table} TO {DatabaseRoles.Worker} USING (true) WITH CHECK (true);
        GRANT SELECT ON {table} TO {DatabaseRoles.App};
        GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {DatabaseRoles.Worker};
        """);
}
