using Npgsql;
using RusToK.Core.Persistence;
using RusToK.Tests.Content;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Isolation;

/// <summary>Plain SQL under the logins of the running system: what is reached without a tenant set, and with another's.</summary>
public sealed class SqlIsolationTests(SqlIsolationTests.TwoTenants world) : IClassFixture<SqlIsolationTests.TwoTenants>
{
    public static TheoryData<string> Logins => new(DatabaseRoles.App, DatabaseRoles.Worker);

    /// <summary>Tables of which the Worker writes all tenants' rows.</summary>
    private static readonly string[] OfTheWorker = ["read.", "events.", "webhooks.", "usage.", "imports."];

    private ModuleHost Host => world.Modules;

    private TenantData Mine => world.Mine;

    private TenantData Theirs => world.Theirs;

    [Fact]
    public async Task Every_table_of_tenants_holds_rows_of_the_other_so_that_not_seeing_them_means_something()
    {
        foreach (var table in await TenantTables.ListAsync(Host))
            if (table != "events.retries")
                Assert.True(await Host.ScalarAsync<long>($"SELECT count(*) FROM {table} WHERE tenant_id = $1", Theirs.Id) > 0, table);
    }

    [Theory]
    [MemberData(nameof(Logins))]
    public async Task Without_a_tenant_set_there_are_no_rows(string login)
    {
        foreach (var table in await IsolatedAsync(login))
        {
            Assert.Contains(await OutcomeAsync(login, null, $"SELECT count(*) FROM {table}"), (string[])["0", PostgresErrorCodes.InsufficientPrivilege]);
            Assert.Contains(await OutcomeAsync(login, null, $"SELECT count(*) FROM {table} WHERE tenant_id = $1", Theirs.Id), (string[])["0", PostgresErrorCodes.InsufficientPrivilege]);
        }

        if (login == DatabaseRoles.App)
            Assert.Equal("0", await OutcomeAsync(login, null, "SELECT count(*) FROM tenancy.tenants"));
    }

    [Theory]
    [MemberData(nameof(Logins))]
    public async Task With_a_tenant_set_the_others_rows_are_not_there_by_any_way(string login)
    {
        foreach (var table in await IsolatedAsync(login))
        {
            var key = await KeyAsync(table);
            var (condition, values) = await TheirRowAsync(table, key);
            foreach (var query in (string[])
                [
                    $"SELECT count(*) FROM {table} WHERE tenant_id = $1", $"SELECT count(*) FROM {table} t WHERE t::text LIKE '%{Theirs.Mark}%' OR tenant_id = $1",
                    $"SELECT count(*) FROM (SELECT * FROM {table} WHERE tenant_id = $1 FOR UPDATE) t",
                    $"SELECT count(*) FROM {table} a JOIN {table} b ON a.tenant_id <> b.tenant_id OR b.tenant_id = $1",
                ])
                Assert.Contains(await OutcomeAsync(login, Mine.Id, query, Theirs.Id), (string[])["0", PostgresErrorCodes.InsufficientPrivilege]);
            Assert.Contains(await OutcomeAsync(login, Mine.Id, $"SELECT count(*) FROM {table} WHERE {condition}", values), (string[])["0", PostgresErrorCodes.InsufficientPrivilege]);
            // The same question in the other's name has an answer.
            if (await OutcomeAsync(login, Theirs.Id, $"SELECT count(*) FROM {table} WHERE {condition}", values) is var own && own != PostgresErrorCodes.InsufficientPrivilege)
                Assert.Equal("1", own);
        }

        if (login == DatabaseRoles.App)
            Assert.Equal("0", await OutcomeAsync(login, Mine.Id, "SELECT count(*) FROM tenancy.tenants WHERE id = $1 OR slug = 'theirs'", Theirs.Id));
    }

    [Theory]
    [MemberData(nameof(Logins))]
    public async Task The_others_rows_are_neither_changed_nor_deleted_nor_added_to(string login)
    {
        var before = await TenantTables.HashAsync(Host, Theirs.Id);
        foreach (var table in await IsolatedAsync(login))
        {
            var own = await Host.ScalarAsync<string>($"SELECT to_jsonb(t)::text FROM {table} t WHERE tenant_id = $1 LIMIT 1", Theirs.Id);
            foreach (var tenant in (Guid?[])[null, Mine.Id])
            {
                Assert.Contains(await OutcomeAsync(login, tenant, $"UPDATE {table} SET tenant_id = tenant_id WHERE tenant_id = $1", Theirs.Id), Untouched);
                Assert.Contains(await OutcomeAsync(login, tenant, $"UPDATE {table} SET tenant_id = $1 WHERE tenant_id = $2", Mine.Id, Theirs.Id), Untouched);
                Assert.Contains(await OutcomeAsync(login, tenant, $"DELETE FROM {table} WHERE tenant_id = $1", Theirs.Id), Untouched);
                Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await OutcomeAsync(
                    login, tenant, $"INSERT INTO {table} SELECT (jsonb_populate_record(null::{table}, $1::jsonb)).*", own));
                Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await OutcomeAsync(
                    login, tenant, $"INSERT INTO {table} SELECT (jsonb_populate_record(null::{table}, $1::jsonb)).* ON CONFLICT DO NOTHING", own));
                Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await OutcomeAsync(login, tenant, $"TRUNCATE {table} CASCADE"));
            }

            // What is one's own cannot be given away.
            Assert.Contains(await OutcomeAsync(login, Mine.Id, $"UPDATE {table} SET tenant_id = $1 WHERE tenant_id = $2", Theirs.Id, Mine.Id),
                (string[])[PostgresErrorCodes.InsufficientPrivilege]);
        }

        Assert.Contains(await OutcomeAsync(login, Mine.Id, "UPDATE tenancy.tenants SET name = 'x' WHERE id = $1", Theirs.Id), Untouched);
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await OutcomeAsync(login, Mine.Id, "DELETE FROM tenancy.tenants WHERE id = $1", Theirs.Id));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await OutcomeAsync(login, Mine.Id, "UPDATE tenancy.tenants SET id = $1 WHERE id = $2", Guid.NewGuid(), Mine.Id));
        Assert.Equal(before, await TenantTables.HashAsync(Host, Theirs.Id));
    }

    [Theory]
    [InlineData("INSERT INTO content.node_tags (tenant_id, node_id, tag_id) VALUES ($1, $2, $3)")]
    [InlineData("UPDATE content.nodes SET category_id = $4 WHERE tenant_id = $1 AND id = $2")]
    [InlineData("UPDATE content.nodes SET parent_id = $5 WHERE tenant_id = $1 AND id = $2")]
    [InlineData("UPDATE content.categories SET parent_id = $4 WHERE tenant_id = $1")]
    public async Task A_reference_into_the_other_tenant_points_to_nothing(string statement)
    {
        // The unused parameters are named so that one set of values serves all.
        var text = statement + (statement.StartsWith("UPDATE", StringComparison.Ordinal) ? " AND ($1, $2, $3, $4, $5) IS NOT NULL" : "");
        object[] values = statement.StartsWith("INSERT", StringComparison.Ordinal) ? [Mine.Id, Mine.Node, Theirs.Tag] : [Mine.Id, Mine.Node, Theirs.Tag, Theirs.Category, Theirs.Node];

        Assert.Equal(PostgresErrorCodes.ForeignKeyViolation, await OutcomeAsync(DatabaseRoles.App, Mine.Id, text, values));
    }

    [Fact]
    public async Task The_functions_that_run_as_the_owner_search_the_tenant_that_is_set()
    {
        async Task<string> FoundAsync(Guid? tenant, string call) => await OutcomeAsync(DatabaseRoles.App, tenant, $"SELECT count(*) FROM {call} AS s WHERE s.headline LIKE '%{Theirs.Mark}%' OR s.node_id = $1", Theirs.Node);
        foreach (var call in (string[])
            [
                $"read.search_content('{TenantData.KnownWord}', ARRAY['en', 'de'], ARRAY['english', 'german'], NULL, NULL, NULL, 1000)",
                $"read.search_content('-nothing', ARRAY['en', 'de'], ARRAY['simple', 'simple'], NULL, 1e30, '{Theirs.Node}', 1000)",
                $"read.search_content_titles('{TenantData.KnownWord}', ARRAY['en', 'de'], NULL, NULL, NULL, 1000)",
                $"read.search_content_titles('{TenantData.KnownWord}', ARRAY['en'], NULL, 1e30, '{Theirs.Node}', 1000)",
            ])
        {
            Assert.Equal("0", await FoundAsync(null, call));
            Assert.Equal("0", await FoundAsync(Mine.Id, call));
            Assert.NotEqual("0", await FoundAsync(Theirs.Id, call));
        }

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await OutcomeAsync(DatabaseRoles.Worker, Theirs.Id, "SELECT count(*) FROM read.search_content_titles('x', ARRAY['en'], NULL, NULL, NULL, 10)"));
        Assert.Equal("0", await OutcomeAsync(DatabaseRoles.App, null, "SELECT count(*) FROM tenancy.resolve(NULL, NULL, NULL)"));
        Assert.Equal("0", await OutcomeAsync(DatabaseRoles.App, Mine.Id, "SELECT count(*) FROM tenancy.resolve(NULL, '%', '%')"));
    }

    [Fact]
    public async Task A_condition_of_the_callers_own_is_never_asked_about_the_others_rows()
    {
        var heard = new List<string>();
        await using var connection = await Host.App.OpenConnectionAsync(ModuleHost.Cancellation);
        connection.Notice += (_, notice) => heard.Add(notice.Notice.MessageText);
        await using (var command = new NpgsqlCommand($$"""
            SELECT set_config('rustok.tenant_id', '{{Mine.Id}}', false);
            CREATE FUNCTION pg_temp.overhear(what text) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS $$ BEGIN RAISE NOTICE '%', what; RETURN true; END $$;
            SELECT count(*) FROM content.node_translations t WHERE pg_temp.overhear(t.title);
            SELECT count(*) FROM content.nodes n WHERE pg_temp.overhear(n.metadata::text);
            SELECT count(*) FROM read.content_documents d WHERE pg_temp.overhear(d.body) ORDER BY 1;
            SELECT count(*) FROM tenancy.tenants t WHERE pg_temp.overhear(t.name);
            RESET ALL; DROP FUNCTION pg_temp.overhear(text);
            """, connection))
            await command.ExecuteNonQueryAsync(ModuleHost.Cancellation);

        Assert.Contains(heard, n => n.Contains(Mine.Mark, StringComparison.Ordinal));
        Assert.DoesNotContain(heard, n => n.Contains(Theirs.Mark, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SET row_security = off; SELECT count(*) FROM content.nodes")]
    [InlineData("SET ROLE rustok_owner")]
    [InlineData("SET SESSION AUTHORIZATION rustok_owner")]
    [InlineData("ALTER ROLE rustok_app BYPASSRLS")]
    [InlineData("ALTER ROLE rustok_worker SUPERUSER")]
    [InlineData("GRANT rustok_owner TO rustok_app")]
    [InlineData("ALTER TABLE content.nodes DISABLE ROW LEVEL SECURITY")]
    [InlineData("DROP POLICY tenant_isolation ON content.nodes")]
    [InlineData("CREATE POLICY all_rows ON content.nodes USING (true)")]
    [InlineData("CREATE OR REPLACE FUNCTION rustok.current_tenant() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid'")]
    [InlineData("CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS 'SELECT 1'")]
    [InlineData("CREATE TABLE content.mine (id int)")]
    [InlineData("CREATE TRIGGER t BEFORE INSERT ON content.nodes FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()")]
    [InlineData("SELECT count(*) FROM events.log_default")]
    [InlineData("SELECT pg_read_file('PG_VERSION')")]
    [InlineData("COPY content.nodes TO '/tmp/nodes'")]
    [InlineData("COPY content.nodes TO PROGRAM 'cat'")]
    [InlineData("SELECT events.add_day(current_date)")]
    [InlineData("SELECT events.reanchor()")]
    [InlineData("SELECT passwd FROM pg_shadow")]
    public async Task There_is_no_way_around(string statement)
    {
        foreach (var login in (string[])[DatabaseRoles.App, DatabaseRoles.Worker])
        {
            await using var connection = await (login == DatabaseRoles.App ? Host.App : Host.Worker).OpenConnectionAsync(ModuleHost.Cancellation);
            await using var transaction = await connection.BeginTransactionAsync(ModuleHost.Cancellation);
            await using var command = new NpgsqlCommand(statement, connection, transaction);
            var error = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(ModuleHost.Cancellation));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, error.SqlState);
        }
    }

    /// <summary>0 rows, or refused.</summary>
    private static string[] Untouched => ["0", PostgresErrorCodes.InsufficientPrivilege];

    private async Task<IEnumerable<string>> IsolatedAsync(string login) =>
        (await TenantTables.ListAsync(Host)).Where(t => login == DatabaseRoles.App || !OfTheWorker.Any(o => t.StartsWith(o, StringComparison.Ordinal)));

    private async Task<IReadOnlyList<string>> KeyAsync(string table) =>
        [.. (await Host.RowsAsync("""
            SELECT a.attname AS name FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey) WHERE i.indrelid = $1::regclass AND i.indisprimary
            UNION SELECT 'id' WHERE $1 = 'events.log'
            """, table)).Select(r => r.Text("name")!)];

    /// <summary>One row of theirs by its key.</summary>
    private async Task<(string Condition, object[] Values)> TheirRowAsync(string table, IReadOnlyList<string> key)
    {
        var row = (await Host.RowsAsync($"SELECT {string.Join(", ", key.Select(k => $"{k}::text AS {k}"))} FROM {table} WHERE tenant_id = $1 LIMIT 1", Theirs.Id))[0];
        return (string.Join(" AND ", key.Select((k, i) => $"{k}::text = ${i + 1}")), [.. key.Select(k => (object)row.Text(k)!)]);
    }

    /// <summary>A count, the number of rows touched, or the SQLSTATE of the refusal; taken back in any case.</summary>
    private async Task<string> OutcomeAsync(string login, Guid? tenant, string statement, params object[] values)
    {
        await using var connection = await (login == DatabaseRoles.App ? Host.App : Host.Worker).OpenConnectionAsync(ModuleHost.Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(ModuleHost.Cancellation);
        if (tenant is { } id)
        {
            await using var set = new NpgsqlCommand("SELECT set_config('rustok.tenant_id', $1, true)", connection, transaction) { Parameters = { new NpgsqlParameter { Value = id.ToString() } } };
            await set.ExecuteNonQueryAsync(ModuleHost.Cancellation);
        }

        await using var command = new NpgsqlCommand(statement, connection, transaction);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        try
        {
            return statement.StartsWith("SELECT", StringComparison.Ordinal)
                ? ((long)(await command.ExecuteScalarAsync(ModuleHost.Cancellation))!).ToString(System.Globalization.CultureInfo.InvariantCulture)
                : (await command.ExecuteNonQueryAsync(ModuleHost.Cancellation)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (PostgresException error)
        {
            return error.SqlState;
        }
    }

    public sealed class TwoTenants(SpineFixture spine) : IAsyncLifetime
    {
        public ModuleHost Modules { get; } = new(spine);

        internal TenantData Mine { get; private set; } = null!;

        internal TenantData Theirs { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            await Modules.InitializeAsync();
            Mine = await TenantData.FillAsync(Modules, "mine");
            Theirs = await TenantData.FillAsync(Modules, "theirs");
        }

        public ValueTask DisposeAsync() => Modules.DisposeAsync();
    }
}
