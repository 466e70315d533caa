using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Collections;
using RusToK.Core.Commerce.Catalog.Collections.Commands;
using RusToK.Core.Content;
using RusToK.Core.Content.Menus;
using RusToK.Core.Content.Menus.Commands;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Identity.Access;
using RusToK.Tests.Commerce;
using RusToK.Tests.Fixtures;
using RusToK.Tests.GraphQL;
using Xunit;

namespace RusToK.Tests.Content.Menus;

public sealed class MenuTests(ModuleHost host) : IClassFixture<ModuleHost>, IAsyncDisposable
{
    private readonly ShopApi _api = new(host.Database);

    [Fact]
    [Exercises("setMenu", "menu", "menus")]
    public async Task A_menu_is_set_as_a_whole_and_read_in_the_language_wanted()
    {
        var tenant = await host.NewTenantAsync();
        var (post, draft) = (await host.NewNodeAsync(tenant, Posts.Published("Post")), await host.NewNodeAsync(tenant, Posts.New("Draft", "What it says")));
        var category = await host.NewCategoryAsync(tenant, "News");
        var collection = (await host.SendAsync<CreateCollection, CollectionResult>(
            tenant, new CreateCollection { Translations = [new NameText { Name = "Shirts" }] })).Collection.Id;

        var set = (await _api.DataAsync(tenant, Role.Manager, $$"""
            mutation { setMenu(input: { handle: "header", expectedVersion: 0, items: [
              { labels: [{ locale: "EN", text: " Home " }, { locale: "de", text: "Start" }], target: { url: "/" } }
              { labels: [{ locale: "de", text: "Mehr" }], children: [
                { target: { nodeId: "{{post}}" }, children: [{ target: { categoryId: "{{category}}" } }] }
                { target: { nodeId: "{{draft}}" }, children: [{ target: { nodeId: "{{post}}" } }] }
                { target: { collectionId: "{{collection}}" } }
                { target: { collectionId: "{{Guid.CreateVersion7()}}" } } ] } ] }) { handle version } }
            """, null, "de"))["setMenu"]!;
        Assert.Equal("""{"handle":"header","version":1}""", set.ToJsonString());
        await host.CatchUpAsync(tenant.TenantId);

        Assert.Equal("Home(/) Mehr[Post(node)[News(category)] Shirts(collection)]", await ShownAsync("en"));
        Assert.Equal("Start(/) Mehr[Post(node)[News(category)] Shirts(collection)]", await ShownAsync("de"));
        await host.SendAsync(tenant, new PublishNode(draft));
        await host.SendAsync(tenant, new DeleteNode(post));
        await host.CatchUpAsync(tenant.TenantId);
        Assert.Equal("Home(/) Mehr[Draft(node) Shirts(collection)]", await ShownAsync("en"));

        var all = (await _api.DataAsync(tenant, Role.Manager, """{ menus { handle version items { labels { locale text } children { targetId kind label node { status } } } } }"""))["menus"]!.AsArray();
        Assert.Equal(["header"], all.Select(m => (string?)m!["handle"]));
        Assert.Equal([post.ToString(), draft.ToString()], all[0]!["items"]![1]!["children"]!.AsArray().Take(2).Select(c => (string?)c!["targetId"]));
        Assert.Equal("""[{"locale":"de","text":"Start"},{"locale":"en","text":"Home"}]""", all[0]!["items"]![0]!["labels"]!.ToJsonString());
        Assert.Equal(4, (await _api.DataAsync(tenant, Role.Manager, """{ menu(handle: "header", withUnseen: true) { items { children { kind } } } }"""))["menu"]!["items"]![1]!["children"]!.AsArray().Count);
        Assert.Equal("What it says", (string?)(await _api.DataAsync(tenant, null, """{ menu(handle: "header") { items { children { node { body } } } } }"""))["menu"]!["items"]![1]!["children"]![0]!["node"]!["body"]);
        Assert.Null((await _api.DataAsync(await host.NewTenantAsync(), Role.Manager, """{ menu(handle: "header") { id } }"""))["menu"]);

        async Task<string> ShownAsync(string locale) => Text((await _api.DataAsync(tenant, null, $$"""
            { menu(handle: "header", locale: "{{locale}}") { items { ...I children { ...I children { ...I } } } } }
            fragment I on MenuItem { label url kind node { title } category { name } collection { title } }
            """, null, "de"))["menu"]!["items"]!.AsArray());
    }

    [Fact]
    [Exercises("deleteMenu")]
    public async Task A_menu_is_replaced_at_the_version_that_was_seen_and_deleted()
    {
        var tenant = await host.NewTenantAsync();
        Assert.Equal(1, (await SetAsync(tenant, [Link("One")])).Version);
        Assert.Equal("expectedVersion: version", await Refused.AsConflictAsync(() => SetAsync(tenant, [Link("Two")], expectedVersion: 0)));
        Assert.Equal(2, (await SetAsync(tenant, [Link("Two")], expectedVersion: 1)).Version);
        Assert.Equal("expectedVersion: version", await Refused.AsConflictAsync(() => host.SendAsync<DeleteMenu, Menu>(tenant, new DeleteMenu("footer", 1))));

        const string delete = """mutation { deleteMenu(input: { handle: "footer", expectedVersion: 2 }) { version } }""";
        Assert.Equal(("FORBIDDEN", null, "menu:update"), await _api.RefusedAsync(tenant, Role.Customer, delete));
        Assert.Equal("UNAUTHENTICATED", (await _api.RefusedAsync(tenant, null, delete)).Code);
        Assert.Equal(("NOT_FOUND", "input.handle", null), await _api.RefusedAsync(await host.NewTenantAsync(), Role.Manager, delete));
        Assert.Equal(3, (int)(await _api.DataAsync(tenant, Role.Manager, delete))["deleteMenu"]!["version"]!);
        Assert.Equal(1, (await SetAsync(tenant, [Link("Three")])).Version);

        Assert.Equal(["menu.created 1", "menu.updated 2", "menu.deleted 3", "menu.created 1"], (await host.ReadLogAsync(tenant.TenantId)).Types().Where(t => t.StartsWith("menu", StringComparison.Ordinal)));
        await host.CatchUpAsync(tenant.TenantId);
        Assert.Equal("Three(/)", Text((await _api.DataAsync(tenant, null, """{ menu(handle: "footer") { items { label url kind } } }"""))["menu"]!["items"]!.AsArray()));
    }

    [Fact]
    public async Task Who_may_not_edit_menus_sets_none_and_sees_what_is_published()
    {
        var tenant = await host.NewTenantAsync();
        foreach (var operation in (string[])["""mutation { setMenu(input: { handle: "a", items: [] }) { id } }""", "{ menus { id } }", """{ menu(handle: "a", withUnseen: true) { id } }"""])
        {
            Assert.Equal(("FORBIDDEN", null, "menu:update"), await _api.RefusedAsync(tenant, Role.Customer, operation));
            Assert.Equal("UNAUTHENTICATED", (await _api.RefusedAsync(tenant, null, operation)).Code);
        }
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once_with_its_place()
    {
        var (tenant, other) = (await host.NewTenantAsync(), await host.NewTenantAsync());
        var foreign = await host.NewNodeAsync(other, Posts.Published());

        Assert.Equal(
            ["handle: pattern", "items[0].labels: required", "items[1].labels[1].locale: unique", "items[1].labels[2].locale: bcp47", "items[1].labels[2].text: max-length",
                "items[1].target.url: url", "items[2].labels: required", "items[3].children[0].children[0].children: depth"],
            await Refused.AsInvalidAsync(() => host.SendAsync<SetMenu, Menu>(tenant, new SetMenu("Header",
            [
                new MenuItem(),
                new MenuItem
                {
                    Labels = [new MenuLabel("en", "a"), new MenuLabel("EN", "b"), new MenuLabel("not a language", new string('x', 256))],
                    Target = new MenuTarget(MenuTargetKind.Url, Url: "javascript:x"),
                },
                new MenuItem { Target = new MenuTarget(MenuTargetKind.Url, Url: "/") },
                Link("1") with { Children = [Link("2") with { Children = [Link("3") with { Children = [Link("4")] }] }] },
            ]))));
        Assert.Equal(["items: count"], await Refused.AsInvalidAsync(() => SetAsync(tenant, [Link("a") with { Children = [.. Enumerable.Repeat(Link("b"), 200)] }])));
        Assert.Equal(["items[0].target.nodeId: exists", "items[1].children[0].target.categoryId: exists"], await Refused.AsInvalidAsync(() => SetAsync(tenant,
        [
            new MenuItem { Target = new MenuTarget(MenuTargetKind.Node, foreign) },
            Link("a") with { Children = [new MenuItem { Target = new MenuTarget(MenuTargetKind.Category, Guid.CreateVersion7()) }] },
        ])));
        Assert.Equal(200, (await SetAsync(tenant, [.. Enumerable.Repeat(Link("a"), 200)])).Items.Count);
        Assert.Equal(("VALIDATION", "input.items[0].labels[0].locale", "enabled"),
            await _api.RefusedAsync(tenant, Role.Manager, """mutation { setMenu(input: { handle: "a", items: [{ labels: [{ locale: "fr", text: "x" }] }] }) { id } }"""));
    }

    [Fact]
    public async Task Two_who_set_a_menu_at_once_are_both_heard_one_after_the_other()
    {
        var tenant = await host.NewTenantAsync();

        var versions = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => SetAsync(tenant, [Link($"Item {i}")])));

        Assert.Equal([1, 2, 3], versions.Select(m => m.Version).Order());
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    private static MenuItem Link(string label) => new() { Labels = [new MenuLabel("en", label)], Target = new MenuTarget(MenuTargetKind.Url, Url: "/") };

    private Task<Menu> SetAsync(CommandContext tenant, IReadOnlyList<MenuItem> items, long? expectedVersion = null) =>
        host.SendAsync<SetMenu, Menu>(tenant, new SetMenu("footer", items, expectedVersion));

    /// <summary>Entries as a person sees them: <c>Label(target)[children]</c>.</summary>
    private static string Text(System.Text.Json.Nodes.JsonArray items) => string.Join(' ', items.Select(i =>
        (string?)i!["label"]
        + ((string?)i["kind"] is { } kind ? $"({(string?)i["url"] ?? kind.ToLowerInvariant()})" : "")
        + (i["children"] is System.Text.Json.Nodes.JsonArray { Count: > 0 } children ? $"[{Text(children)}]" : "")));
}
