using System.Net;
using RusToK.Core.Identity.Access;
using RusToK.Tests.Fixtures;
using RusToK.Tests.GraphQL;
using Xunit;

namespace RusToK.Tests.Tenancy;

/// <summary>The administration of tenants over GraphQL: what it answers, what it refuses, and to whom.</summary>
public sealed class TenantAdministrationTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Settings =
        "{ tenantSettings { tenant { id name slug domain defaultLocale settings isActive version } locales { locale isEnabled fallback } modules { module isEnabled } } }";

    private readonly AccountsApi _api = fixture.Api;

    [Fact]
    [Exercises("tenantSettings", "updateTenant", "setLocale", "setModule")]
    public async Task An_administrator_changes_the_tenant_its_languages_and_its_modules()
    {
        var admin = await AdminAsync();
        var host = $"{Guid.NewGuid():N}.example";

        var german = (await SetLocaleAsync(admin, new { locale = "DE", fallback = "en" })).Data("setLocale").GetProperty("locale");
        var off = (await _api.GraphQLAsync(admin, "mutation { setModule(input: { module: \"commerce\", isEnabled: false }) { module { module isEnabled } } }"))
            .Data("setModule").GetProperty("module");
        var updated = (await UpdateAsync(admin, new { name = "New name", domain = host.ToUpperInvariant(), defaultLocale = "de", settings = new { theme = "dark" } }))
            .Data("updateTenant").GetProperty("tenant");
        var read = (await _api.GraphQLAsync(admin, Settings)).Data("tenantSettings");

        Assert.Equal("""{"locale":"de","isEnabled":true,"fallback":"en"}""", german.GetRawText());
        Assert.Equal("""{"module":"commerce","isEnabled":false}""", off.GetRawText());
        Assert.Equal(("New name", host, "de"), (updated.GetProperty("name").GetString(), updated.GetProperty("domain").GetString(), updated.GetProperty("defaultLocale").GetString()));
        Assert.Equal(updated.GetRawText(), read.GetProperty("tenant").GetRawText());
        Assert.Equal("""{"theme":"dark"}""", read.GetProperty("tenant").GetProperty("settings").GetRawText());
        Assert.Equal("""[{"locale":"de","isEnabled":true,"fallback":"en"},{"locale":"en","isEnabled":true,"fallback":null}]""", read.GetProperty("locales").GetRawText());
        Assert.Equal("""[{"module":"commerce","isEnabled":false},{"module":"content","isEnabled":true}]""", read.GetProperty("modules").GetRawText());
        Assert.Equal(
            ["tenant.created", "locale.enabled", "locale.enabled", "tenant.updated", "tenant.updated"],
            (await _api.ScalarAsync<string[]>("SELECT array_agg(type ORDER BY position) FROM events.log WHERE tenant_id = $1 AND aggregate_type = 'tenant'", admin.TenantId)));
        Assert.Equal(admin.Id, await _api.ScalarAsync<Guid>(
            "SELECT actor_id FROM events.log WHERE tenant_id = $1 AND type = 'tenant.updated' ORDER BY position LIMIT 1", admin.TenantId));
    }

    [Fact]
    public async Task What_breaks_a_rule_is_refused_with_the_field_and_the_rule()
    {
        var admin = await AdminAsync();

        Assert.Equal(("VALIDATION", "input.defaultLocale", "enabled"), Refusal(await UpdateAsync(admin, new { defaultLocale = "fr" })));
        Assert.Equal(("VALIDATION", "input.domain", "host"), Refusal(await UpdateAsync(admin, new { domain = "https://example.test/" })));
        Assert.Equal(("VALIDATION", "input.locale", "default"), Refusal(await SetLocaleAsync(admin, new { locale = "en", isEnabled = false })));
        Assert.Equal(("VALIDATION", "input.locale", "bcp47"), Refusal(await SetLocaleAsync(admin, new { locale = "not a language" })));
        Assert.Equal(("VALIDATION", "input.module", "one-of"), Refusal(await _api.GraphQLAsync(admin, "mutation { setModule(input: { module: \"x\", isEnabled: true }) { module { module } } }")));
        var other = await AdminAsync();
        var host = $"{Guid.NewGuid():N}.example";
        (await UpdateAsync(other, new { domain = host })).Data("updateTenant");
        Assert.Equal("CONFLICT", (await UpdateAsync(admin, new { domain = host })).Code);
    }

    [Fact]
    public async Task Others_than_the_tenants_administrators_are_refused()
    {
        var admin = await AdminAsync();
        var (manager, customer, stranger) = (await _api.SignInAsync(admin.TenantId, Role.Manager), await _api.SignInAsync(admin.TenantId), await AdminAsync());

        (await _api.GraphQLAsync(manager, Settings)).Data("tenantSettings");
        Assert.Equal("FORBIDDEN", (await _api.GraphQLAsync(customer, Settings)).Code);
        Assert.Equal("UNAUTHENTICATED", (await _api.GraphQLAsync(admin.TenantId, Settings)).Code);
        foreach (var user in (SignedInUser[])[manager, customer])
        {
            Assert.Equal("FORBIDDEN", (await UpdateAsync(user, new { name = "Theirs" })).Code);
            Assert.Equal("FORBIDDEN", (await SetLocaleAsync(user, new { locale = "de" })).Code);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await UpdateAsync(stranger with { TenantId = admin.TenantId }, new { name = "Theirs" })).Status);
        Assert.Equal("FORBIDDEN", (await CreateAsync(admin, $"t{Guid.NewGuid():N}")).Code);
        Assert.Equal("FORBIDDEN", (await SetActiveAsync(admin, stranger.TenantId, false)).Code);
        Assert.Equal("Test", (await _api.GraphQLAsync(admin, Settings)).Data("tenantSettings").GetProperty("tenant").GetProperty("name").GetString());
    }

    [Fact]
    [Exercises("createTenant", "setTenantActive")]
    public async Task The_platforms_administrator_opens_closes_and_opens_a_tenant_again()
    {
        var super = await _api.SignInAsync(await _api.PlatformAsync(), Role.SuperAdmin);
        var slug = $"t{Guid.NewGuid():N}";

        var tenant = (await CreateAsync(super, slug)).Data("createTenant").GetProperty("tenant");
        var id = tenant.GetProperty("id").GetGuid();
        Assert.Equal((slug, "fr", true), (tenant.GetProperty("slug").GetString(), tenant.GetProperty("defaultLocale").GetString(), tenant.GetProperty("isActive").GetBoolean()));
        Assert.Equal(("CONFLICT", "input.slug"), ((await CreateAsync(super, slug)) is var again ? again.Code : "", again.Field));
        Assert.Equal(("VALIDATION", "input.slug", "reserved"), Refusal(await CreateAsync(super, "platform")));
        var customer = await _api.SignInAsync(id);

        Assert.False(IsActive(await SetActiveAsync(super, id, false)));
        Assert.Equal(HttpStatusCode.Forbidden, (await _api.GraphQLAsync(customer, "{ me { id } }")).Status);
        Assert.True(IsActive(await SetActiveAsync(super, id, true)));
        Assert.Equal(HttpStatusCode.OK, (await _api.GraphQLAsync(customer, "{ me { id } }")).Status);

        Assert.Equal("NOT_FOUND", (await SetActiveAsync(super, Guid.CreateVersion7(), false)).Code);
        Assert.Equal(("VALIDATION", "input.id", "platform"), Refusal(await SetActiveAsync(super, super.TenantId, false)));
    }

    private async Task<SignedInUser> AdminAsync() => await _api.SignInAsync((await _api.NewTenantAsync()).Id, Role.Admin);

    private Task<GraphQLAnswer> UpdateAsync(SignedInUser user, object input) => _api.GraphQLAsync(user, """
        mutation($input: UpdateTenantInput!) { updateTenant(input: $input) { tenant { id name slug domain defaultLocale settings isActive version } } }
        """, new { input });

    private Task<GraphQLAnswer> SetLocaleAsync(SignedInUser user, object input) =>
        _api.GraphQLAsync(user, "mutation($input: SetLocaleInput!) { setLocale(input: $input) { locale { locale isEnabled fallback } } }", new { input });

    private Task<GraphQLAnswer> CreateAsync(SignedInUser user, string slug) => _api.GraphQLAsync(user, """
        mutation($input: CreateTenantInput!) { createTenant(input: $input) { tenant { id slug defaultLocale isActive } } }
        """, new { input = new { name = "New", slug, defaultLocale = "fr" } });

    private Task<GraphQLAnswer> SetActiveAsync(SignedInUser user, Guid id, bool isActive) => _api.GraphQLAsync(user, """
        mutation($input: SetTenantActiveInput!) { setTenantActive(input: $input) { tenant { isActive } } }
        """, new { input = new { id, isActive } });

    private static bool IsActive(GraphQLAnswer answer) => answer.Data("setTenantActive").GetProperty("tenant").GetProperty("isActive").GetBoolean();

    private static (string, string?, string?) Refusal(GraphQLAnswer answer) => (answer.Code, answer.Field, answer.Rule);
}
