using System.Text.Json.Nodes;
using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Collections;
using RusToK.Core.Commerce.Catalog.Collections.Commands;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Products.Commands;
using RusToK.Core.Content;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Pages.Blocks;
using RusToK.Core.Content.Pages.Commands;
using RusToK.Core.Identity.Access;
using RusToK.Tests.Commerce;
using RusToK.Tests.Fixtures;
using RusToK.Tests.GraphQL;
using Xunit;

namespace RusToK.Tests.Content.Pages;

/// <summary>Pages and planned publications over GraphQL.</summary>
public sealed class PageOperationTests(ModuleHost host) : IClassFixture<ModuleHost>, IAsyncDisposable
{
    private const string Blocks = """
        blocks { __typename ... on HeroBlock { heading image { url alt } links { label url } } ... on TextBlock { format text } ... on FaqBlock { items { question answer } }
          ... on ProductGridBlock { limit products { title } } }
        """;

    private readonly ShopApi _api = new(host.Database);

    [Fact]
    [Exercises("setPageBlocks")]
    public async Task Blocks_are_set_by_inputs_of_which_one_says_which_and_read_as_a_union()
    {
        var tenant = await host.NewTenantAsync();
        var page = await PageAsync(tenant);

        var set = (await _api.DataAsync(tenant, Role.Manager, $$"""
            mutation { setPageBlocks(input: { id: "{{page}}", expectedVersion: 2, blocks: [
              { hero: { heading: "Hi", image: { url: "/a.jpg" }, links: [{ label: "Go", url: "/go" }] } }
              { text: { text: "Words" } }
              { faq: { items: [{ question: "Why?", answer: "So." }] } } ] }) { id version locale {{Blocks}} } }
            """))["setPageBlocks"]!;
        await host.CatchUpAsync(tenant.TenantId);
        var read = (await _api.DataAsync(tenant, null, $$"""{ node(id: "{{page}}") { version {{Blocks}} } }"""))["node"]!;

        Assert.Equal((page.ToString(), 3, "en"), ((string?)set["id"], (int?)set["version"], (string?)set["locale"]));
        Assert.Equal("""
            [{"__typename":"HeroBlock","heading":"Hi","image":{"url":"/a.jpg","alt":""},"links":[{"label":"Go","url":"/go"}]},
            {"__typename":"TextBlock","format":"MARKDOWN","text":"Words"},{"__typename":"FaqBlock","items":[{"question":"Why?","answer":"So."}]}]
            """.ReplaceLineEndings(""), read["blocks"]!.ToJsonString());
        Assert.Equal(read["blocks"]!.ToJsonString(), set["blocks"]!.ToJsonString());
        Assert.Equal(3, (int?)read["version"]);
    }

    [Fact]
    public async Task A_refusal_names_the_place_in_the_input()
    {
        var tenant = await host.NewTenantAsync();
        var page = await PageAsync(tenant);

        var refused = await _api.RefusedAsync(tenant, Role.Manager, $$"""
            mutation { setPageBlocks(input: { id: "{{page}}", blocks: [{ text: { text: "a" } }, { faq: { items: [{ question: "", answer: "a" }] } }] }) { id } }
            """);
        var both = await _api.RefusedAsync(tenant, Role.Manager, $$"""
            mutation { setPageBlocks(input: { id: "{{page}}", blocks: [{ text: { text: "a" }, hero: { heading: "b" } }] }) { id } }
            """);

        Assert.Equal(("VALIDATION", "input.blocks[1].items[0].question", "required"), refused);
        Assert.Equal("VALIDATION", both.Code);
        Assert.Equal("VALIDATION", (await _api.RefusedAsync(tenant, Role.Manager, $$"""mutation { setPageBlocks(input: { id: "{{page}}", locale: "fr", blocks: [] }) { id } }""")).Code);
        Assert.Equal(("FORBIDDEN", "node:update"), await CodeAsync(tenant, Role.Customer, page));
        Assert.Equal(("UNAUTHENTICATED", null), await CodeAsync(tenant, null, page));
        Assert.Equal(("NOT_FOUND", null), await CodeAsync(await host.NewTenantAsync(), Role.Admin, page));

        async Task<(string, string?)> CodeAsync(CommandContext of, Role? role, Guid id)
        {
            var (code, _, rule) = await _api.RefusedAsync(of, role, $$"""mutation { setPageBlocks(input: { id: "{{id}}", blocks: [] }) { id } }""");
            return (code, rule);
        }
    }

    [Fact]
    public async Task A_grid_shows_the_products_that_are_on_sale_by_name_or_by_collection()
    {
        var tenant = await host.NewTenantAsync();
        var page = await PageAsync(tenant);
        var ids = new List<Guid>();
        foreach (var title in (string[])["One", "Two", "Three"])
            ids.Add((await host.SendAsync<CreateProduct, ProductResult>(tenant, Shop.Product(title))).Product.Id);
        await host.SendAsync<DeleteProduct, ProductResult>(tenant, new DeleteProduct(ids[1]));
        var collection = (await host.SendAsync<CreateCollection, CollectionResult>(
            tenant, new CreateCollection { Translations = [new NameText { Name = "All" }] })).Collection.Id;
        await host.SendAsync<AddCollectionProducts, CollectionResult>(tenant, new AddCollectionProducts(collection, [ids[2], ids[0]]));
        await host.SendAsync(tenant, new SetPageBlocks(page,
        [
            new ProductGridBlock { ProductIds = [ids[2], ids[1], Guid.CreateVersion7(), ids[0]] },
            new ProductGridBlock { CollectionId = collection, Limit = 1 },
        ]));
        await host.CatchUpAsync(tenant.TenantId);

        var blocks = (await _api.DataAsync(tenant, null, $$"""{ node(id: "{{page}}") { {{Blocks}} } }"""))["node"]!["blocks"]!.AsArray();

        Assert.Equal([["Three", "One"], ["Three"]], blocks.Select(b => b!["products"]!.AsArray().Select(p => (string)p!["title"]!)));
    }

    [Fact]
    public async Task The_blocks_of_a_list_of_pages_are_one_statement()
    {
        var tenant = await host.NewTenantAsync();
        for (var i = 0; i < 8; i++)
            await host.SendAsync(tenant, new SetPageBlocks(await PageAsync(tenant), [new HeroBlock { Heading = $"Page {i}" }]));
        await host.CatchUpAsync(tenant.TenantId);

        var (data, roundTrips) = await _api.CountedAsync(tenant, null, "{ nodes(first: 8, filter: { kind: PAGE }) { nodes { blocks { ... on HeroBlock { heading } } } } }");

        Assert.Equal(8, data["nodes"]!["nodes"]!.AsArray().Count(n => n!["blocks"]!.AsArray().Count == 1));
        Assert.Equal(2, roundTrips);
    }

    [Fact]
    [Exercises("schedulePublication", "cancelPublication")]
    public async Task A_publication_is_planned_and_cancelled_by_who_may_publish()
    {
        var (tenant, other) = (await host.NewTenantAsync(), await host.NewTenantAsync());
        var id = await host.NewNodeAsync(tenant);
        string Plan(string time = "2100-01-02T03:04:05Z") => $$"""mutation { schedulePublication(input: { id: "{{id}}", publishAt: "{{time}}" }) { version node { status publishAt unpublishAt } } }""";
        var cancel = $$"""mutation { cancelPublication(input: { id: "{{id}}" }) { version node { publishAt } } }""";

        var planned = (await _api.DataAsync(tenant, Role.Manager, Plan()))["schedulePublication"]!;
        Assert.Equal("""{"version":2,"node":{"status":"DRAFT","publishAt":"2100-01-02T03:04:05+00:00","unpublishAt":null}}""", Plain(planned));
        Assert.Equal(("VALIDATION", "input.publishAt", "future"), await _api.RefusedAsync(tenant, Role.Manager, Plan("2001-02-03T04:05:06Z")));
        foreach (var operation in (string[])[Plan(), cancel])
        {
            Assert.Equal(("FORBIDDEN", "node:publish"), await WhoAsync(tenant, Role.Customer, operation));
            Assert.Equal(("UNAUTHENTICATED", null), await WhoAsync(tenant, null, operation));
            Assert.Equal(("NOT_FOUND", null), await WhoAsync(other, Role.Admin, operation));
        }

        Assert.Equal("""{"version":3,"node":{"publishAt":null}}""", Plain((await _api.DataAsync(tenant, Role.Manager, cancel))["cancelPublication"]!));

        async Task<(string, string?)> WhoAsync(CommandContext of, Role? role, string operation)
        {
            var (code, _, rule) = await _api.RefusedAsync(of, role, operation);
            return (code, rule);
        }
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    private Task<Guid> PageAsync(CommandContext tenant) => host.NewNodeAsync(tenant, Posts.Published("Page") with { Kind = NodeKind.Page });

    private static string Plain(JsonNode node) => node.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
