using Npgsql;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Users;
using RusToK.Core.Identity.Users.Commands;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Identity;

public sealed class PlatformTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string CreateTag = "mutation { createTag(input: { translations: [{ locale: \"en\", name: \"Red\" }] }) { tag { id } } }";

    private readonly AccountsApi _api = fixture.Api;

    private async Task<(string Operation, string Outcome, string? Code, Guid Actor, Guid ActorTenant, string Trace)[]> AuditAsync(Guid tenant)
    {
        await using var source = NpgsqlDataSource.Create(_api.Database.Superuser);
        await using var command = source.CreateCommand(
            "SELECT operation, outcome, code, actor_id, actor_tenant_id, trace_id, operation_id FROM identity.audit_log WHERE tenant_id = $1 ORDER BY id");
        command.Parameters.Add(new NpgsqlParameter { Value = tenant });
        await using var reader = await command.ExecuteReaderAsync(AccountsApi.Cancellation);
        var lines = new List<(string, string, string?, Guid, Guid, string)>();
        while (await reader.ReadAsync(AccountsApi.Cancellation))
            lines.Add((reader.GetString(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetGuid(3), reader.GetGuid(4), reader.GetString(5)));
        return [.. lines];
    }

    private async Task<SignedInUser> SuperAdminAsync() => await _api.SignInAsync(await _api.PlatformAsync(), Role.SuperAdmin);

    [Fact]
    public async Task A_super_administrator_acts_in_another_tenant_and_it_is_on_record()
    {
        var (super, tenant) = (await SuperAdminAsync(), (await _api.NewTenantAsync()).Id);

        var answer = await _api.GraphQLAsync(tenant, CreateTag, token: super.AccessToken);

        answer.Data("createTag");
        var trace = answer.Body.GetProperty("extensions").GetProperty("traceId").GetString()!;
        Assert.Equal(
            [("createTag", "begun", null, super.Id, super.TenantId, trace), ("createTag", "done", null, super.Id, super.TenantId, trace)],
            await AuditAsync(tenant));
        Assert.Equal(super.Id, await _api.ScalarAsync<Guid>("SELECT actor_id FROM events.log WHERE tenant_id = $1 AND type = 'tag.created'", tenant));
    }

    [Fact]
    public async Task The_tenants_administrators_see_what_the_platform_has_done_and_nobody_else_does()
    {
        const string query = "{ auditLog(first: 2) { nodes { operation outcome actorId actorRole traceId } pageInfo { hasNextPage } } }";
        var (super, tenant) = (await SuperAdminAsync(), (await _api.NewTenantAsync()).Id);
        (await _api.GraphQLAsync(tenant, CreateTag, token: super.AccessToken)).Data("createTag");

        var log = (await _api.GraphQLAsync(await _api.SignInAsync(tenant, Role.Admin), query)).Data("auditLog");

        Assert.Equal(
            [("createTag", "DONE", super.Id), ("createTag", "BEGUN", super.Id)],
            log.GetProperty("nodes").EnumerateArray()
                .Select(n => (n.GetProperty("operation").GetString(), n.GetProperty("outcome").GetString(), n.GetProperty("actorId").GetGuid())));
        Assert.False(log.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean());
        Assert.Equal("FORBIDDEN", (await _api.GraphQLAsync(await _api.SignInAsync(tenant, Role.Manager), query)).Code);
        var other = await _api.SignInAsync((await _api.NewTenantAsync()).Id, Role.Admin);
        Assert.Equal(0, (await _api.GraphQLAsync(other, query)).Data("auditLog").GetProperty("nodes").GetArrayLength());
    }

    [Fact]
    public async Task What_is_refused_is_on_record_with_its_code_and_each_mutation_of_an_operation_by_itself()
    {
        var (super, tenant) = (await SuperAdminAsync(), (await _api.NewTenantAsync()).Id);

        var answer = await _api.GraphQLAsync(
            tenant, "mutation { a: signOut { done } b: disableUser(input: { id: \"0198c0de-0000-7000-8000-000000000000\" }) { user { id } } }", token: super.AccessToken);

        Assert.Equal(["FORBIDDEN", "NOT_FOUND"], answer.Codes.Order(StringComparer.Ordinal));
        Assert.Equal(
            [("signOut", "begun", null), ("signOut", "refused", "FORBIDDEN")],
            (await AuditAsync(tenant)).Take(2).Select(l => (l.Operation, l.Outcome, l.Code)));
    }

    [Fact]
    public async Task It_is_on_record_over_rest_as_well()
    {
        var (super, tenant) = (await SuperAdminAsync(), (await _api.NewTenantAsync()).Id);

        using var created = await _api.RequestAsync(
            HttpMethod.Post, "/api/auth/users", tenant, new { email = "somebody@example.test", role = "admin" }, super.AccessToken);
        using var refused = await _api.RequestAsync(HttpMethod.Post, $"/api/auth/users/{Guid.NewGuid()}/disable", tenant, token: super.AccessToken);
        using var read = await _api.RequestAsync(HttpMethod.Get, "/api/auth/users", tenant, token: super.AccessToken);

        Assert.Equal((201, 404, 200), ((int)created.StatusCode, (int)refused.StatusCode, (int)read.StatusCode));
        Assert.Equal(
            [
                ("POST /api/auth/users/", "begun"), ("POST /api/auth/users/", "done"),
                ("POST /api/auth/users/{id:guid}/disable", "begun"), ("POST /api/auth/users/{id:guid}/disable", "refused"),
            ],
            (await AuditAsync(tenant)).Select(l => (l.Operation, l.Outcome)));
    }

    [Fact]
    public async Task What_people_do_in_their_own_tenant_is_not_on_the_audit_log()
    {
        var admin = await _api.SignInAsync((await _api.NewTenantAsync()).Id, Role.Admin);

        (await _api.GraphQLAsync(admin, CreateTag)).Data("createTag");

        Assert.Empty(await AuditAsync(admin.TenantId));
    }

    [Fact]
    public async Task An_administrator_of_the_platform_who_is_no_super_administrator_stays_at_home()
    {
        var (admin, tenant) = (await _api.SignInAsync(await _api.PlatformAsync(), Role.Admin), (await _api.NewTenantAsync()).Id);

        using var response = await _api.RequestAsync(HttpMethod.Post, "/graphql", tenant, new { query = CreateTag }, admin.AccessToken);

        Assert.Equal(System.Net.HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Who_was_a_super_administrator_is_a_stranger_at_once()
    {
        var (super, tenant) = (await SuperAdminAsync(), (await _api.NewTenantAsync()).Id);
        (await _api.GraphQLAsync(tenant, CreateTag, token: super.AccessToken)).Data("createTag");

        await _api.SendAsync<SetUserRole, User>(super.TenantId, new SetUserRole(super.Id, Role.Admin));

        using var response = await _api.RequestAsync(HttpMethod.Post, "/graphql", tenant, new { query = CreateTag }, super.AccessToken);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task A_super_administrator_is_still_themselves_in_another_tenant()
    {
        var (super, tenant) = (await SuperAdminAsync(), (await _api.NewTenantAsync()).Id);

        var me = (await _api.GraphQLAsync(tenant, "{ me { id role } mySessions { isCurrent } }", token: super.AccessToken)).Data("me");

        Assert.Equal((super.Id, "SUPER_ADMIN"), (me.GetProperty("id").GetGuid(), me.GetProperty("role").GetString()));
    }

    [Fact]
    public async Task The_platforms_slug_belongs_to_the_platform()
    {
        await _api.PlatformAsync();

        await Assert.ThrowsAsync<Core.Errors.InvalidInputException>(() => _api.SendAsync<Core.Tenancy.Commands.CreateTenant, Core.Tenancy.Tenant>(
            Guid.CreateVersion7(), new Core.Tenancy.Commands.CreateTenant("Mine", "platform", null, "en")));
    }

    [Theory]
    [InlineData("UPDATE identity.audit_log SET outcome = 'done'")]
    [InlineData("DELETE FROM identity.audit_log")]
    [InlineData("TRUNCATE identity.audit_log")]
    [InlineData("SELECT * FROM identity.attempts")]
    public async Task The_applications_login_cannot_rewrite_the_record(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_api.Database.App);
        await using var command = source.CreateCommand(sql);

        var error = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(AccountsApi.Cancellation));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, error.SqlState);
    }

    [Theory]
    [InlineData("identity.users")]
    [InlineData("identity.sessions")]
    [InlineData("identity.one_time_tokens")]
    [InlineData("identity.audit_log")]
    public async Task Rows_of_a_tenant_are_seen_by_nobody_else(string table)
    {
        var (super, tenant) = (await SuperAdminAsync(), (await _api.NewTenantAsync()).Id);
        await _api.SignInAsync(tenant);
        await _api.SendAsync<CreateUser, User>(tenant, new CreateUser($"{Guid.NewGuid():N}@example.test", null, Role.Customer));
        (await _api.GraphQLAsync(tenant, CreateTag, token: super.AccessToken)).Data("createTag");
        await using var source = NpgsqlDataSource.Create(_api.Database.App);

        Assert.Equal(0, await CountAsync(null));
        Assert.Equal(0, await CountAsync((await _api.NewTenantAsync()).Id));
        Assert.True(await CountAsync(tenant) > 0);

        async Task<long> CountAsync(Guid? as_)
        {
            await using var connection = await source.OpenConnectionAsync(AccountsApi.Cancellation);
            await using var batch = connection.CreateBatch();
            if (as_ is { } id)
                batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT set_config('rustok.tenant_id', '{id}', true)"));
            batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT count(*) FROM {table}"));
            await using var reader = await batch.ExecuteReaderAsync(AccountsApi.Cancellation);
            if (as_ is not null)
                await reader.NextResultAsync(AccountsApi.Cancellation);
            await reader.ReadAsync(AccountsApi.Cancellation);
            return reader.GetInt64(0);
        }
    }
}
