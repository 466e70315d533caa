using System.Text.Json.Nodes;
using RusToK.Core.Commands;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Commands;
using RusToK.Core.Tenancy.Lookup;
using RusToK.Tests.Fixtures;
using RusToK.Tests.GraphQL.Server;
using Xunit;

namespace RusToK.Tests.Tenancy;

/// <summary>A tenant is looked up once for many requests, and a change of it is noticed within seconds.</summary>
public sealed class TenantCacheTests(LoneApiHost api) : IClassFixture<LoneApiHost>
{
    [Fact]
    public async Task Requests_that_come_at_once_and_soon_after_share_one_look_up()
    {
        var (tenant, other) = (await api.Modules.NewTenantAsync(), await api.Modules.NewTenantAsync());
        await AnswerAsync(other);
        using var seen = new SqlStatements(api.Modules.Database);

        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => AnswerAsync(tenant)));

        // The host, which is nobody's, is known to be unknown since the request before.
        Assert.InRange(LookUps(seen), 1, 2);
    }

    [Fact]
    public async Task An_unknown_tenant_is_remembered_too()
    {
        var nobody = Guid.CreateVersion7();
        using var seen = new SqlStatements(api.Modules.Database);

        for (var i = 0; i < 10; i++)
            Assert.Contains("NOT_FOUND", await api.PostAsync(nobody, new { query = "{ tenant { id } }" }, token: null), StringComparison.Ordinal);

        Assert.InRange(LookUps(seen), 1, 4);
    }

    [Fact]
    public async Task What_needs_no_tenant_looks_none_up()
    {
        using var seen = new SqlStatements(api.Modules.Database);
        foreach (var path in (string[])["/health/live", "/health/ready", "/health/startup", "/metrics", "/graphql/schema", "/"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("X-Tenant-ID", Guid.CreateVersion7().ToString());
            using var answer = await api.Client.SendAsync(request, ModuleHost.Cancellation);
        }

        Assert.NotEmpty(seen.All);
        Assert.Equal(0, LookUps(seen));
    }

    [Fact]
    public async Task A_tenant_that_becomes_known_is_found_within_seconds()
    {
        var id = Guid.CreateVersion7();
        var tenant = new CommandContext(id, "en", null, id);
        Assert.Contains("NOT_FOUND", await api.PostAsync(id, new { query = "{ tenant { id } }" }, token: null), StringComparison.Ordinal);

        await api.Modules.SendAsync<CreateTenant, Tenant>(tenant, new CreateTenant("New", "n" + id.ToString("N"), null, "en"));

        await Eventually.HoldsAsync(async () => (await AnswerAsync(tenant))["data"] is not null, ModuleHost.Cancellation);
    }

    [Fact]
    public async Task A_change_is_noticed_within_the_time_the_cache_promises()
    {
        var tenant = await api.Modules.NewTenantAsync();
        Assert.Equal("""["en"]""", await LocalesAsync(tenant));

        await api.Modules.SendAsync<SetLocale, TenantLocale>(tenant, new SetLocale("de", true));
        var elapsed = System.Diagnostics.Stopwatch.StartNew();
        await Eventually.HoldsAsync(async () => await LocalesAsync(tenant) == """["de","en"]""", ModuleHost.Cancellation);
        Assert.True(elapsed.Elapsed < TenantDirectory.Fresh + TimeSpan.FromSeconds(3), $"took {elapsed.Elapsed}");

        await api.Modules.SendAsync<UpdateTenant, Tenant>(tenant, new UpdateTenant(IsActive: false));
        await Eventually.HoldsAsync(async () => (string?)(await AnswerAsync(tenant))["rule"] == "active-tenant", ModuleHost.Cancellation);
    }

    [Fact]
    public async Task What_a_replica_changed_counts_with_the_next_request_that_it_serves()
    {
        var tenant = await api.Modules.NewTenantAsync();
        Assert.Equal("""["en"]""", await LocalesAsync(tenant));

        (await api.QueryAsync(tenant, "mutation { setLocale(input: { locale: \"de\" }) { locale { locale } } }")).Data();
        Assert.Equal("""["de","en"]""", await LocalesAsync(tenant));
        (await api.QueryAsync(tenant, "mutation { setModule(input: { module: \"commerce\", isEnabled: false }) { module { module } } }")).Data();

        Assert.Equal("FORBIDDEN", (string?)(await api.QueryAsync(tenant, "{ products(first: 1) { nodes { id } } }"))["errors"]![0]!["extensions"]!["code"]);
    }

    [Fact]
    public async Task Words_in_a_language_that_another_replica_has_just_enabled_are_taken_and_in_no_other()
    {
        const string write = """
            mutation Write($locale: String!) {
              createNode(input: { kind: POST, translations: [{ locale: "en", title: "One" }, { locale: $locale, title: "Eins" }] }) { node { id } }
            }
            """;
        var tenant = await api.Modules.NewTenantAsync();
        Assert.Equal("""["en"]""", await LocalesAsync(tenant));

        await api.Modules.SendAsync<SetLocale, TenantLocale>(tenant, new SetLocale("de", true));

        (await api.QueryAsync(tenant, write, new { locale = "de" })).Data();
        var refusal = (await api.QueryAsync(tenant, write, new { locale = "fr" }))["errors"]![0]!;
        Assert.Equal("translations[1].locale must be a language of this tenant: de, en.", (string?)refusal["message"]);
    }

    private static int LookUps(SqlStatements seen) => seen.All.Count(s => s.Contains("tenancy.resolve", StringComparison.Ordinal));

    private async Task<string?> LocalesAsync(CommandContext tenant) => (await AnswerAsync(tenant))["data"]?["tenant"]?["locales"]?.ToJsonString();

    private async Task<JsonNode> AnswerAsync(CommandContext tenant) => JsonNode.Parse(await api.PostAsync(tenant.TenantId, new { query = "{ tenant { id locales } }" }, token: null))!;
}
