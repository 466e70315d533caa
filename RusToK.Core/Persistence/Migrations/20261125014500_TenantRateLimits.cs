using Microsoft.EntityFrameworkCore.Migrations;

namespace RusToK.Core.Persistence.Migrations;

/// <summary>A request learns the limit of its tenant with the tenant.</summary>
public partial class TenantRateLimits : Migration
{
    private const string Signature = "tenancy.resolve(uuid, text, text)";

    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.Sql(Resolve(", rate_limit jsonb", ", t.settings -> 'rateLimit'"));
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.Sql(Resolve("", ""));
    }

    /// <summary>As the migration <c>Spine</c> made it, and more.</summary>
    private static string Resolve(string columns, string values) => $"""
        DROP FUNCTION {Signature};
        CREATE FUNCTION tenancy.resolve(by_id uuid, by_slug text, by_host text)
        RETURNS TABLE (id uuid, slug text, name text, default_locale text, is_active boolean,
                       locales text[], fallbacks text[], disabled_modules text[]{columns})
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
            SELECT t.id, t.slug, t.name, t.default_locale, t.is_active,
                   ARRAY(SELECT l.locale::text FROM tenancy.locales l WHERE l.tenant_id = t.id AND l.is_enabled ORDER BY l.locale),
                   ARRAY(SELECT coalesce(l.fallback, '')::text FROM tenancy.locales l WHERE l.tenant_id = t.id AND l.is_enabled ORDER BY l.locale),
                   ARRAY(SELECT m.module::text FROM tenancy.modules m WHERE m.tenant_id = t.id AND NOT m.is_enabled){values}
              FROM tenancy.tenants t
             WHERE t.id = by_id OR t.slug = by_slug OR t.domain = by_host
        $$;
        REVOKE EXECUTE ON FUNCTION {Signature} FROM PUBLIC;
        GRANT EXECUTE ON FUNCTION {Signature} TO {DatabaseRoles.App}, {DatabaseRoles.Worker};
        """;
}
