using System.Text.Json;
using RusToK.Core.Commands;
using RusToK.Core.Errors;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Commands;
using RusToK.Tests.Content;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Tenancy;

public sealed class TenantCommandTests(ModuleHost host) : IClassFixture<ModuleHost>
{
    public static TheoryData<string> Reserved => new(TenantRules.ReservedSlugs);

    [Fact]
    public async Task Creating_writes_the_tenant_and_its_language_and_tells_of_both()
    {
        var (tenant, slug) = (NewContext(), NewSlug());

        var created = await CreateAsync(tenant, new CreateTenant("Acme", slug, $" {slug}.EXAMPLE ", "EN-us", JsonElement.Parse("""{"a":1}""")));

        Assert.Equal((tenant.TenantId, $"{slug}.example", "en-US", 2L), (created.Id, created.Domain, created.DefaultLocale, created.Version));
        var row = Assert.Single(await host.RowsAsync("SELECT * FROM tenancy.tenants WHERE id = $1", tenant.TenantId));
        Assert.Equal(("Acme", slug, $"{slug}.example", "en-US", true, 2L),
            (row.Text("name"), row.Text("slug"), row.Text("domain"), row.Text("default_locale"), row.GetProperty("is_active").GetBoolean(), row.GetProperty("version").GetInt64()));
        Assert.Equal("en-US true", await host.ScalarAsync<string>("SELECT locale || ' ' || is_enabled FROM tenancy.locales WHERE tenant_id = $1", tenant.TenantId));
        var events = await host.ReadLogAsync(tenant.TenantId);
        Assert.Equal(["tenant.created 1", "locale.enabled 2"], events.Types());
        Assert.All(events, e => Assert.Equal(("tenant", tenant.TenantId), (e.AggregateType, e.AggregateId)));
        Assert.Equal(["defaultLocale", "domain", "isActive", "name", "settings", "slug"], events[0].Json().GetProperty("tenant").Names());
        Assert.Equal("en-US", events[1].Json().Text("locale"));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("0-9-")]
    [InlineData("a--b")]
    public async Task A_slug_within_its_pattern_is_taken(string start)
    {
        var slug = (start + Guid.NewGuid().ToString("N")[..8]).PadRight(TenantRules.MaxSlug, 'z');
        Assert.Equal(slug, (await CreateAsync(NewContext(), new CreateTenant("x", slug, null, "en"))).Slug);
    }

    [Theory]
    [InlineData("", "pattern")]
    [InlineData("-a", "pattern")]
    [InlineData("A", "pattern")]
    [InlineData("a_b", "pattern")]
    [InlineData("a.b", "pattern")]
    [InlineData("a b", "pattern")]
    [InlineData("ä", "pattern")]
    [InlineData("a\n", "pattern")]
    [InlineData("a\0", "pattern")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz", "pattern")]
    [InlineData("0198c0de-0000-7000-8000-000000000000", "no-id")]
    [InlineData("0198c0de000070008000000000000000", "no-id")]
    public async Task A_slug_out_of_its_pattern_is_refused(string slug, string rule) =>
        Assert.Equal([$"slug: {rule}"], await Refused.AsInvalidAsync(() => CreateAsync(NewContext(), new CreateTenant("x", slug, null, "en"))));

    [Theory]
    [MemberData(nameof(Reserved))]
    public async Task A_word_of_the_platform_is_no_slug(string slug) =>
        Assert.Equal(["slug: reserved"], await Refused.AsInvalidAsync(() => CreateAsync(NewContext(), new CreateTenant("x", slug, null, "en"))));

    [Fact]
    public async Task A_domain_is_a_host_name_of_253_characters_at_most()
    {
        static string Domain(int length) => string.Join('.', Enumerable.Repeat(new string('d', 62), 4))[..(length - 4)] + ".org";
        var (tenant, slug) = (NewContext(), NewSlug());

        Assert.Equal(253, Domain(253).Length);
        Assert.Equal(Domain(253), (await CreateAsync(tenant, new CreateTenant("x", slug, Domain(253), "en"))).Domain);
        foreach (var domain in (string[])
            ["https://a.example", "a.example:80", "a example", "a..example", ".", "-", "127.0.0.1", "::1", "ä.example", "a_b.example", "a/b", "a.example\0", new string('d', 64) + ".org", Domain(253) + "x"])
            Assert.Equal(["domain: host"], await Refused.AsInvalidAsync(() => UpdateAsync(tenant, new UpdateTenant(Domain: domain))));
        Assert.Equal(slug, (await UpdateAsync(tenant, new UpdateTenant(Domain: slug))).Domain);
    }

    [Fact]
    public async Task Slug_domain_and_id_are_unique_over_all_tenants()
    {
        var (tenant, slug) = (NewContext(), NewSlug());
        await CreateAsync(tenant, new CreateTenant("x", slug, $"{slug}.example", "en"));
        var other = NewContext();

        Assert.Equal("slug: unique", await Refused.AsConflictAsync(() => CreateAsync(other, new CreateTenant("x", slug, null, "en"))));
        Assert.Equal("domain: unique", await Refused.AsConflictAsync(() => CreateAsync(other, new CreateTenant("x", NewSlug(), $"{slug}.EXAMPLE", "en"))));
        Assert.Equal("id: unique", await Refused.AsConflictAsync(() => CreateAsync(tenant, new CreateTenant("x", NewSlug(), null, "en"))));
        await CreateAsync(other, new CreateTenant("x", NewSlug(), null, "en"));
        Assert.Equal("domain: unique", await Refused.AsConflictAsync(() => UpdateAsync(other, new UpdateTenant(Domain: $"{slug}.example"))));
        Assert.Equal(2, (await host.ReadLogAsync(other.TenantId)).Count);
    }

    [Fact]
    public async Task Every_broken_rule_is_told_at_once()
    {
        Assert.Equal(
            ["name: length", "slug: pattern", "domain: host", "defaultLocale: bcp47", "settings: object"],
            await Refused.AsInvalidAsync(() => CreateAsync(NewContext(), new CreateTenant(new string('x', 256), "A", "?", "e", JsonElement.Parse("[]")))));
        Assert.Equal(
            ["name: unicode", "settings: unicode"],
            await Refused.AsInvalidAsync(() => CreateAsync(NewContext(), new CreateTenant("a\0", NewSlug(), null, "en", JsonElement.Parse("""{"a":"\u0000"}""")))));
        Assert.Equal(["name: length"], await Refused.AsInvalidAsync(() => CreateAsync(NewContext(), new CreateTenant(" ", NewSlug(), null, "en"))));
    }

    [Fact]
    public async Task Updating_changes_what_is_given_and_is_told()
    {
        var slug = NewSlug();
        var tenant = await host.NewTenantAsync(slug, $"{slug}.example");

        var after = await UpdateAsync(tenant, new UpdateTenant(Name: "New", Settings: JsonElement.Parse("""{"b":2}"""), IsActive: false));
        Assert.Equal(("New", slug, $"{slug}.example", false, 3L), (after.Name, after.Slug, after.Domain, after.IsActive, after.Version));
        Assert.Null((await UpdateAsync(tenant, new UpdateTenant(Domain: " "))).Domain);

        var events = await host.ReadLogAsync(tenant.TenantId);
        Assert.Equal(["tenant.created 1", "locale.enabled 2", "tenant.updated 3", "tenant.updated 4"], events.Types());
        Assert.Equal(["disabledModules", "tenant"], events[2].Json().Names());
        Assert.Equal(("New", false), (events[2].Json().GetProperty("tenant").Text("name"), events[2].Json().GetProperty("tenant").GetProperty("isActive").GetBoolean()));
        Assert.Equal(2, await host.ScalarAsync<int>("SELECT (settings->>'b')::int FROM tenancy.tenants WHERE id = $1", tenant.TenantId));
        await Refused.AsNotFoundAsync(() => UpdateAsync(NewContext(), new UpdateTenant(Name: "x")));
    }

    [Fact]
    public async Task The_default_language_is_one_of_those_enabled()
    {
        var tenant = await host.NewTenantAsync();

        Assert.Equal(["defaultLocale: enabled"], await Refused.AsInvalidAsync(() => UpdateAsync(tenant, new UpdateTenant(DefaultLocale: "de"))));
        await LocaleAsync(tenant, new SetLocale("de", true));
        Assert.Equal("de", (await UpdateAsync(tenant, new UpdateTenant(DefaultLocale: "DE"))).DefaultLocale);
        Assert.Equal(["locale: default"], await Refused.AsInvalidAsync(() => LocaleAsync(tenant, new SetLocale("de", false))));
        await LocaleAsync(tenant, new SetLocale("en", false));
        Assert.Equal(["defaultLocale: enabled"], await Refused.AsInvalidAsync(() => UpdateAsync(tenant, new UpdateTenant(DefaultLocale: "en"))));
    }

    [Fact]
    public async Task Languages_are_enabled_with_a_fallback_and_disabled_and_told()
    {
        var tenant = await host.NewTenantAsync();

        await LocaleAsync(tenant, new SetLocale("de", true));
        await LocaleAsync(tenant, new SetLocale("de-at", true, "DE"));
        await LocaleAsync(tenant, new SetLocale("de-AT", true, "en"));
        await LocaleAsync(tenant, new SetLocale("de", false));

        Assert.Equal(["de  false", "de-AT en true", "en  true"],
            (await host.RowsAsync("SELECT locale, fallback, is_enabled FROM tenancy.locales WHERE tenant_id = $1 ORDER BY locale", tenant.TenantId))
                .Select(l => $"{l.Text("locale")} {l.Text("fallback")} {l.GetProperty("is_enabled").GetRawText()}"));
        var events = await host.ReadLogAsync(tenant.TenantId);
        Assert.Equal(["tenant.created 1", "locale.enabled 2", "locale.enabled 3", "locale.enabled 4", "locale.enabled 5", "locale.disabled 6"], events.Types());
        Assert.Equal(("de-AT", "de"), (events[3].Json().Text("locale"), events[3].Json().Text("fallback")));
        Assert.Equal(6, await host.ScalarAsync<long>("SELECT version FROM tenancy.tenants WHERE id = $1", tenant.TenantId));
    }

    [Theory]
    [InlineData("e", true, null, "locale: bcp47")]
    [InlineData("de", true, "fr", "fallback: enabled")]
    [InlineData("de", true, "de", "fallback: enabled")]
    [InlineData("en", false, null, "locale: default")]
    [InlineData("nl", false, null, "locale: in-use")]
    public async Task A_language_that_breaks_a_rule_is_refused(string locale, bool enabled, string? fallback, string rule)
    {
        var tenant = await host.NewTenantAsync();
        await LocaleAsync(tenant, new SetLocale("nl", true));
        await LocaleAsync(tenant, new SetLocale("nl-BE", true, "nl"));

        Assert.Equal([rule], await Refused.AsInvalidAsync(() => LocaleAsync(tenant, new SetLocale(locale, enabled, fallback))));
        Assert.Equal(4, (await host.ReadLogAsync(tenant.TenantId)).Count);
    }

    [Fact]
    public async Task Modules_are_switched_off_and_on_and_told()
    {
        var tenant = await host.NewTenantAsync();

        await ModuleAsync(tenant, new SetModule("content", false));
        await ModuleAsync(tenant, new SetModule("content", true));
        Assert.Equal(["module: one-of"], await Refused.AsInvalidAsync(() => ModuleAsync(tenant, new SetModule("tenancy", false))));

        var events = await host.ReadLogAsync(tenant.TenantId);
        Assert.Equal(["tenant.created 1", "locale.enabled 2", "tenant.updated 3", "tenant.updated 4"], events.Types());
        Assert.Equal("""["content"]""", events[2].Json().GetProperty("disabledModules").GetRawText());
        Assert.Equal("[]", events[3].Json().GetProperty("disabledModules").GetRawText());
    }

    [Fact]
    public async Task No_change_of_a_tenant_is_lost_among_those_made_at_once()
    {
        var tenant = await host.NewTenantAsync();
        string[] locales = ["de", "fr", "it", "es", "pt", "nl", "sv", "da"];

        var written = await Task.WhenAll(locales.Select(async locale =>
        {
            try
            {
                await LocaleAsync(tenant, new SetLocale(locale, true));
                return locale;
            }
            catch (ConflictException refusal) when (refusal.Rule == "version")
            {
                return null;
            }
        }));

        var enabled = written.OfType<string>().Append("en").Order(StringComparer.Ordinal).ToList();
        Assert.True(enabled.Count > 1);
        Assert.Equal(string.Join(',', enabled), await host.ScalarAsync<string>("SELECT string_agg(locale, ',' ORDER BY locale) FROM tenancy.locales WHERE tenant_id = $1", tenant.TenantId));
        Assert.Equal(enabled.Count + 1, await host.ScalarAsync<long>("SELECT version FROM tenancy.tenants WHERE id = $1", tenant.TenantId));
        Assert.Equal(Enumerable.Range(1, enabled.Count + 1).Select(v => (long)v), (await host.ReadLogAsync(tenant.TenantId)).Select(e => e.AggregateVersion));
    }

    private static string NewSlug() => "s" + Guid.NewGuid().ToString("N")[..16];

    private static CommandContext NewContext() => new(Guid.CreateVersion7(), "en", null, Guid.CreateVersion7());

    private Task<Tenant> CreateAsync(CommandContext tenant, CreateTenant command) => host.SendAsync<CreateTenant, Tenant>(tenant, command);

    private Task<Tenant> UpdateAsync(CommandContext tenant, UpdateTenant command) => host.SendAsync<UpdateTenant, Tenant>(tenant, command);

    private Task<TenantLocale> LocaleAsync(CommandContext tenant, SetLocale command) => host.SendAsync<SetLocale, TenantLocale>(tenant, command);

    private Task<TenantModule> ModuleAsync(CommandContext tenant, SetModule command) => host.SendAsync<SetModule, TenantModule>(tenant, command);
}
