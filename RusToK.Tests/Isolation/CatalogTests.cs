using RusToK.Core.Persistence;
using RusToK.Core.Tenancy;
using RusToK.Tests.Content;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Isolation;

/// <summary>What PostgreSQL itself holds against the two logins of the running system.</summary>
public sealed class CatalogTests(ModuleHost host) : IClassFixture<ModuleHost>
{
    /// <summary>
    /// What each login may do with each table: rules by name, the first that fits. A table that none fits may be touched by nobody; a new
    /// module's schema is entered here.
    /// </summary>
    private static readonly (string Tables, string App, string Worker)[] Allowed =
    [
        ("content.*", "DELETE INSERT SELECT UPDATE", "DELETE INSERT SELECT UPDATE"),
        ("commerce.*", "DELETE INSERT SELECT UPDATE", "DELETE INSERT SELECT UPDATE"),
        ("identity.audit_log", "INSERT SELECT", "INSERT SELECT"),
        ("identity.attempts", "", ""),
        ("identity.*", "DELETE INSERT SELECT UPDATE", "DELETE INSERT SELECT UPDATE"),
        ("read.*", "SELECT", "DELETE INSERT SELECT UPDATE"),
        ("tenancy.tenants", "INSERT SELECT UPDATE", "INSERT SELECT UPDATE"),
        ("tenancy.*", "DELETE INSERT SELECT UPDATE", "DELETE INSERT SELECT UPDATE"),
        ("events.log", "INSERT SELECT", "INSERT SELECT"),
        ("events.relay_state", "", "SELECT"),
        ("events.relay_batches", "", "DELETE INSERT SELECT"),
        ("events.consumer_cursors", "", "DELETE INSERT SELECT UPDATE"),
        ("events.retries", "", "DELETE INSERT SELECT UPDATE"),
        ("events.dead_letters", "SELECT", "DELETE INSERT SELECT UPDATE"),
        ("events.rebuilds", "INSERT SELECT", "SELECT UPDATE"),
        ("rustok.migrations", "SELECT", "SELECT"),
        ("webhooks.endpoints", "DELETE INSERT SELECT UPDATE", "SELECT UPDATE"),
        ("webhooks.secrets", "INSERT", "DELETE SELECT"),
        ("webhooks.deliveries", "SELECT", "DELETE INSERT SELECT UPDATE"),
        ("webhooks.attempts", "SELECT", "DELETE INSERT SELECT UPDATE"),
        ("webhooks.breakers", "DELETE SELECT", "DELETE INSERT SELECT UPDATE"),
        ("usage.days", "SELECT", "INSERT SELECT UPDATE"),
        ("imports.jobs", "DELETE INSERT SELECT", "DELETE SELECT UPDATE"),
        ("imports.pieces", "INSERT", "DELETE SELECT"),
    ];

    /// <summary>The functions of ours that a login may call, beside those that anybody may and that do nothing by themselves.</summary>
    private static readonly Dictionary<string, string[]> Callable = new()
    {
        [DatabaseRoles.App] =
        [
            "commerce.move_stock", "commerce.place_order", "commerce.price_of", "commerce.settle_reservations", "commerce.settle_stock", "events.append",
            "identity.begin_attempt", "identity.forgive_attempt", "read.lexeme", "read.number_fits", "read.search_content", "read.search_content_titles",
            "read.search_product_titles", "read.search_products", "read.text_fits", "rustok.current_tenant", "rustok.require", "tenancy.list", "tenancy.resolve",
            "usage.add_requests",
        ],
        [DatabaseRoles.Worker] =
        [
            "commerce.move_stock", "commerce.place_order", "commerce.price_of", "commerce.settle_reservations", "commerce.settle_stock", "content.claim_due_schedules", "events.advance_cursors",
            "events.append", "events.maintain_log", "identity.tidy", "read.apply_collection_rules", "read.fill_collection", "read.lexeme", "read.number_fits",
            "read.product_words", "read.text_fits", "rustok.analyze_grown_tables", "rustok.current_tenant", "rustok.oldest_writer", "rustok.require", "tenancy.resolve",
            "usage.maintain", "usage.measure", "webhooks.delivery_id", "webhooks.note_outcome",
        ],
    };

    public static TheoryData<string> Logins => new(DatabaseRoles.App, DatabaseRoles.Worker);

    [Theory]
    [MemberData(nameof(Logins))]
    public async Task Every_table_with_a_tenant_that_a_login_may_touch_has_row_level_security_and_a_policy_for_it(string login)
    {
        Assert.True((await TenantTables.ListAsync(host)).Count >= 20);
        var unsafeTables = await host.RowsAsync("""
            SELECT c.oid::regclass::text AS name, r.rolname AS login, c.relrowsecurity AS secured
              FROM pg_class c
              JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
             CROSS JOIN pg_roles r
             WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND r.rolname = $1
               AND (has_table_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER') OR has_any_column_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE'))
               AND (NOT c.relrowsecurity OR NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND r.oid = ANY (p.polroles)))
            """, login);

        Assert.Empty(unsafeTables.Select(t => t.GetRawText()));
    }

    [Fact]
    public async Task The_policies_of_the_api_let_through_the_tenant_that_is_set_and_nothing_else()
    {
        var policies = await host.RowsAsync("""
            SELECT p.schemaname || '.' || p.tablename AS name, coalesce(p.qual, p.with_check) AS condition, p.with_check AS written, p.cmd
              FROM pg_policies p WHERE $1 = ANY (p.roles::text[])
            """, DatabaseRoles.App);

        Assert.All(policies, policy =>
        {
            const string current = "( SELECT rustok.current_tenant() AS current_tenant)";
            Assert.Equal(
                policy.Text("name") switch
                {
                    "tenancy.tenants" => $"(id = {current})",
                    // The platform's own.
                    "events.rebuilds" => $"({current} = '{TenantRules.PlatformId}'::uuid)",
                    _ => $"(tenant_id = {current})",
                }, policy.Text("condition"));
            Assert.True(policy.Text("written") is null || policy.Text("written") == policy.Text("condition"), policy.GetRawText());
        });
    }

    [Theory]
    [MemberData(nameof(Logins))]
    public async Task A_login_cannot_bypass_owns_nothing_and_is_nobody_else(string login)
    {
        var role = Assert.Single(await host.RowsAsync("SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication FROM pg_roles WHERE rolname = $1", login));
        Assert.All(role.EnumerateObject(), right => Assert.False(right.Value.GetBoolean(), right.Name));
        Assert.Empty(await host.RowsAsync("SELECT m.roleid::regrole::text AS member_of FROM pg_auth_members m WHERE m.member = $1::regrole", login));
        Assert.Empty(await host.RowsAsync(
            "SELECT classid::regclass::text AS kind, objid FROM pg_shdepend WHERE deptype = 'o' AND refclassid = 'pg_authid'::regclass AND refobjid = $1::regrole", login));
        Assert.Empty(await host.RowsAsync(
            "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND has_schema_privilege($1, oid, 'CREATE')", login));
        Assert.False(await host.ScalarAsync<bool>("SELECT has_database_privilege($1, current_database(), 'CREATE')", login));
    }

    [Theory]
    [MemberData(nameof(Logins))]
    public async Task A_login_may_do_with_each_table_what_it_needs_and_no_more(string login)
    {
        var tables = await host.RowsAsync("""
            SELECT c.oid::regclass::text AS name,
                   (SELECT coalesce(string_agg(p, ' ' ORDER BY p), '') FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) p
                     WHERE has_table_privilege($1, c.oid, p)) AS may
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') AND c.relname !~ '^pg_stat_statements'
            """, login);

        var wrong = tables
            .Select(t => (Name: t.Text("name")!, May: t.Text("may")!, Should: Expected(t.Text("name")!, login)))
            .Where(t => t.May != t.Should)
            .Select(t => $"{login} on {t.Name}: may '{t.May}', should '{t.Should}'").ToList();
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [Theory]
    [MemberData(nameof(Logins))]
    public async Task A_login_may_call_what_it_needs_and_what_runs_as_the_owner_is_pinned_to_its_names(string login)
    {
        var functions = await host.RowsAsync("""
            SELECT p.pronamespace::regnamespace || '.' || p.proname AS name, p.prosecdef AS as_owner, coalesce(p.proconfig::text, '') AS settings
              FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
             WHERE n.nspname IN ('rustok', 'tenancy', 'identity', 'content', 'commerce', 'read', 'events', 'webhooks', 'usage') AND has_function_privilege($1, p.oid, 'EXECUTE') ORDER BY 1
            """, login);

        Assert.Equal(Callable[login], functions.Select(f => f.Text("name")));
        Assert.All(functions.Where(f => f.GetProperty("as_owner").GetBoolean()), f => Assert.Contains("search_path=pg_catalog", f.Text("settings"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reference_between_tables_of_tenants_stays_within_the_tenant()
    {
        // References are checked without row-level security, so each has to hold the tenant on both sides.
        var crossing = await host.RowsAsync("""
            SELECT k.conrelid::regclass || '.' || k.conname AS name FROM pg_constraint k
             WHERE k.contype = 'f' AND k.confrelid <> 'tenancy.tenants'::regclass
               AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = k.confrelid AND a.attname = 'tenant_id')
               AND NOT EXISTS (
                   SELECT FROM unnest(k.conkey, k.confkey) AS c(own, other)
                     JOIN pg_attribute o ON o.attrelid = k.conrelid AND o.attnum = c.own AND o.attname = 'tenant_id'
                     JOIN pg_attribute r ON r.attrelid = k.confrelid AND r.attnum = c.other AND r.attname = 'tenant_id')
            """);

        Assert.Empty(crossing.Select(c => c.Text("name")));
    }

    [Fact]
    public async Task A_unique_value_is_unique_within_the_tenant()
    {
        // Otherwise whether a value is taken tells of the other tenants.
        var crossing = await host.RowsAsync("""
            SELECT i.indexrelid::regclass::text AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
              JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
             WHERE i.indisunique AND a.attnum <> i.indkey[0] AND c.relnamespace::regnamespace::text <> 'events'
            """);

        Assert.Empty(crossing.Select(c => c.Text("name")));
    }

    private static string Expected(string table, string login)
    {
        var rule = Allowed.FirstOrDefault(r => r.Tables.EndsWith('*') ? table.StartsWith(r.Tables[..^1], StringComparison.Ordinal) : table == r.Tables);
        return (login == DatabaseRoles.App ? rule.App : rule.Worker) ?? "";
    }
}
