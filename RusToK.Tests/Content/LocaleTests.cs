using Microsoft.Extensions.DependencyInjection;
using RusToK.Core.Commands;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Queries;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Commands;
using RusToK.Core.Tenancy.Lookup;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Content;

/// <summary>In which language a reader is served.</summary>
public sealed class LocaleTests(ModuleHost host) : IClassFixture<ModuleHost>
{
    [Theory]
    [InlineData("fr", "fr")]
    [InlineData("de", "de")]
    [InlineData("de-AT", "de")]
    [InlineData("de-CH", "de")]
    [InlineData("it", "en")]
    [InlineData(null, "en")]
    public async Task A_reader_gets_the_best_there_is(string? wanted, string served)
    {
        var tenant = await TenantAsync();
        var id = await host.NewNodeAsync(tenant, Posts.Published() with { Translations = [Posts.Text("One"), Posts.Text("Eins", locale: "de"), Posts.Text("Un", locale: "fr")] });
        await host.CatchUpAsync(tenant.TenantId);

        var chain = await ChainAsync(tenant, wanted);
        var queries = host.Services.GetRequiredService<NodeQueries>();

        Assert.Equal(served, (await queries.FindAsync(tenant.TenantId, id, null, chain, false, ModuleHost.Cancellation))!.Locale);
        var listed = await queries.ListAsync(
            tenant.TenantId, new NodeFilter(), NodeOrder.Title, PageRequest.Create(NodeQueries.ListOf(NodeOrder.Title), 1, null, null, null), chain, false, ModuleHost.Cancellation);
        Assert.Equal(served, Assert.Single(listed.Items).Item.Locale);
    }

    [Fact]
    public async Task A_node_without_any_of_the_languages_is_not_there()
    {
        var tenant = await TenantAsync();
        var id = await host.NewNodeAsync(tenant, Posts.Published("Un", locale: "fr"));
        await host.CatchUpAsync(tenant.TenantId);
        var queries = host.Services.GetRequiredService<NodeQueries>();

        Assert.Null(await queries.FindAsync(tenant.TenantId, id, null, await ChainAsync(tenant, "de"), false, ModuleHost.Cancellation));
        Assert.NotNull(await queries.FindAsync(tenant.TenantId, id, null, await ChainAsync(tenant, "fr"), false, ModuleHost.Cancellation));
    }

    [Fact]
    public async Task A_slug_is_looked_for_in_the_best_language_first()
    {
        var tenant = await TenantAsync();
        var english = await host.NewNodeAsync(tenant, Posts.Published() with { Translations = [Posts.Text("One", slug: "chat")] });
        var french = await host.NewNodeAsync(tenant, Posts.Published() with { Translations = [Posts.Text("Two", slug: "two"), Posts.Text("Deux", locale: "fr", slug: "chat")] });
        await host.CatchUpAsync(tenant.TenantId);
        var queries = host.Services.GetRequiredService<NodeQueries>();
        async Task<NodeDocument?> Find(string? locale, string slug, NodeKind kind = NodeKind.Post) =>
            await queries.FindBySlugAsync(tenant.TenantId, kind, slug, NodeStatus.Published, await ChainAsync(tenant, locale), false, ModuleHost.Cancellation);

        Assert.Equal(english, (await Find("en", "Chat"))!.Id);
        Assert.Equal((french, "fr"), (await Find("fr", "chat") is { } f ? (f.Id, f.Locale) : default));
        Assert.Equal((french, "en"), (await Find("fr", "two") is { } t ? (t.Id, t.Locale) : default));
        Assert.Null(await Find("en", "chat", NodeKind.Page));
        Assert.Null(await Find("en", "\0"));
    }

    [Fact]
    public async Task Words_in_the_tenants_default_language_are_found_however_its_tag_was_written()
    {
        var id = Guid.CreateVersion7();
        var tenant = new CommandContext(id, "PT-br", null, id);
        await host.SendAsync<CreateTenant, Tenant>(tenant, new CreateTenant("Test", "t" + id.ToString("N"), null, "PT-br"));
        await host.SendAsync<SetLocale, TenantLocale>(tenant, new SetLocale("DE-at", true, "pt-BR"));
        await host.SendAsync<SetLocale, TenantLocale>(tenant, new SetLocale("de-AT", true, "PT-BR"));
        var node = await host.NewNodeAsync(tenant, Posts.Published() with { Translations = [Posts.Text("Um", locale: null)] });
        await host.CatchUpAsync(id);

        var chain = await ChainAsync(tenant, "de-AT");

        Assert.Equal(["de-AT", "pt-BR"], chain);
        Assert.Equal("pt-BR", (await host.Services.GetRequiredService<NodeQueries>().FindAsync(id, node, null, chain, false, ModuleHost.Cancellation))!.Locale);
        Assert.Equal(2, await host.ScalarAsync<long>("SELECT count(*) FROM tenancy.locales WHERE tenant_id = $1", id));
    }

    [Fact]
    public void A_chain_of_fallbacks_ends_in_the_default_and_goes_in_no_circle()
    {
        var tenant = new ResolvedTenant(
            Guid.Empty, "t", "T", "en", true,
            new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase) { ["en"] = null, ["de"] = "nl", ["nl"] = "de", ["fr"] = "en" }, new HashSet<string>());

        Assert.Equal(["de", "nl", "en"], tenant.LocaleChain("de"));
        Assert.Equal(["fr", "en"], tenant.LocaleChain("fr"));
        Assert.Equal(["en"], tenant.LocaleChain("en"));
        Assert.Equal(["en"], tenant.LocaleChain(null));
        Assert.Equal(["xx", "en"], tenant.LocaleChain("xx"));
    }

    [Fact]
    public async Task The_default_is_tried_last_however_long_the_chain()
    {
        var tenant = await host.NewTenantAsync();
        var id = await host.NewNodeAsync(tenant, Posts.Published());
        await host.CatchUpAsync(tenant.TenantId);

        string[] chain = ["a1", "b2", "c3", "d4", "e5", "f6", "g7", "en"];

        Assert.NotNull(await host.Services.GetRequiredService<NodeQueries>().FindAsync(tenant.TenantId, id, null, chain, false, ModuleHost.Cancellation));
    }

    /// <summary>English, German with two variants that fall back to it (one by the other), French.</summary>
    private async Task<CommandContext> TenantAsync()
    {
        var tenant = await host.NewTenantAsync();
        foreach (var (locale, fallback) in new[] { ("de", null), ("fr", null), ("de-AT", "de"), ("de-CH", "de-AT") })
            await host.SendAsync<SetLocale, TenantLocale>(tenant, new SetLocale(locale, true, fallback));
        return tenant;
    }

    private async Task<IReadOnlyList<string>> ChainAsync(CommandContext tenant, string? locale) =>
        (await host.Services.GetRequiredService<TenantDirectory>().FindAsync(tenant.TenantId.ToString(), ModuleHost.Cancellation))!.LocaleChain(locale);
}
