using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Content.Pages.Blocks;
using RusToK.Core.Content.Pages.Commands;
using RusToK.Core.Content.Queries;
using RusToK.Core.Errors;
using RusToK.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace RusToK.Tests.Content.Pages;

public sealed class PageBlockTests(ModuleHost host) : IClassFixture<ModuleHost>
{
    private static readonly BlockImage Picture = new("/media/1.jpg", "A lighthouse", "At dusk");

    /// <summary>One of every type, with every field.</summary>
    private static readonly IReadOnlyList<PageBlock> OneOfEach =
    [
        new HeroBlock { Heading = "Welcome", Subheading = "ahoy", Image = Picture, Links = [new BlockLink("Go", "https://example.org/?a=b#c")] },
        new TextBlock { Format = BodyFormat.Html, Text = "<p>An <b>albatross</b></p>" },
        new ImageBlock { Image = Picture, LinkUrl = "#top" },
        new GalleryBlock { Heading = "Views", Images = [Picture, Picture with { Alt = "" }] },
        new CtaBlock { Heading = "Buy", Text = "now", Links = [new BlockLink("Shop", "/shop")] },
        new FaqBlock { Heading = "Questions", Items = [new FaqItem("Why?", "*Barnacles*.")] },
        new ProductGridBlock { Heading = "Things", ProductIds = [Guid.CreateVersion7(), Guid.CreateVersion7()] },
        new ProductGridBlock { CollectionId = Guid.CreateVersion7(), Limit = 4 },
    ];

    [Fact]
    public async Task Every_type_of_block_comes_back_as_it_was_set_from_the_truth_the_event_and_the_read_model()
    {
        var tenant = await host.NewTenantAsync();
        var page = await PageAsync(tenant);

        var node = (await SetAsync(tenant, page, OneOfEach, expectedVersion: 2)).Node;

        Assert.Equal(3, node.Version);
        var told = (await host.ReadLogAsync(tenant.TenantId, page))[^1];
        Assert.Equal("node.translation_updated", told.Type);
        Assert.Equal(["hero", "text", "image", "gallery", "cta", "faq", "product_grid", "product_grid"],
            told.Json().GetProperty("text").GetProperty("blocks").EnumerateArray().Select(b => b.Text("type")));
        await host.CatchUpAsync(tenant.TenantId);
        Assert.Equivalent(OneOfEach, await ReadAsync(tenant, page, "en"), strict: true);
        Assert.True(await host.ScalarAsync<bool>("""
            SELECT t.blocks = d.blocks FROM content.node_translations t JOIN read.content_documents d ON d.tenant_id = t.tenant_id AND d.node_id = t.node_id WHERE t.node_id = $1
            """, page));
    }

    [Fact]
    public async Task A_language_without_blocks_shows_those_of_the_one_that_stands_in()
    {
        var tenant = await host.NewTenantAsync();
        var page = await PageAsync(tenant);
        await host.SendAsync(tenant, new TranslateNode(page, Posts.Text("Seite", locale: "de")));
        await SetAsync(tenant, page, [new HeroBlock { Heading = "English" }]);

        Assert.Equal("English", await HeadingAsync("de", "en"));
        await SetAsync(tenant, page, [new HeroBlock { Heading = "Deutsch" }], "DE");
        Assert.Equal("Deutsch", await HeadingAsync("de", "en"));
        Assert.Equal("English", await HeadingAsync("en"));
        await SetAsync(tenant, page, [], "de");
        Assert.Null(await HeadingAsync("de", "en"));
        await SetAsync(tenant, page, null, "de");
        Assert.Equal("English", await HeadingAsync("de", "en"));

        async Task<string?> HeadingAsync(params string[] locales)
        {
            await host.CatchUpAsync(tenant.TenantId);
            return (await ReadAsync(tenant, page, locales)).Cast<HeroBlock>().SingleOrDefault()?.Heading;
        }
    }

    [Fact]
    public async Task New_words_leave_the_blocks_alone_and_a_translation_that_goes_takes_its_blocks_along()
    {
        var tenant = await host.NewTenantAsync();
        var page = await PageAsync(tenant);
        await host.SendAsync(tenant, new TranslateNode(page, Posts.Text("Seite", locale: "de")));
        await SetAsync(tenant, page, [new HeroBlock { Heading = "Deutsch" }], "de");

        await host.SendAsync(tenant, new TranslateNode(page, Posts.Text("Neue Seite", "Text", "de")));
        await host.CatchUpAsync(tenant.TenantId);
        Assert.Single(await ReadAsync(tenant, page, "de"));
        await host.SendAsync(tenant, new RemoveNodeTranslation(page, "de"));
        await host.SendAsync(tenant, new TranslateNode(page, Posts.Text("Seite", locale: "de")));
        await host.CatchUpAsync(tenant.TenantId);
        Assert.Empty(await ReadAsync(tenant, page, "de"));
    }

    [Theory]
    [InlineData("ahoy")]
    [InlineData("albatross")]
    [InlineData("dusk")]
    [InlineData("barnacles")]
    [InlineData("shop")]
    public async Task A_search_finds_a_page_by_the_words_in_its_blocks(string word)
    {
        var tenant = await host.NewTenantAsync();
        var page = await PageAsync(tenant);
        await SetAsync(tenant, page, OneOfEach);
        await host.CatchUpAsync(tenant.TenantId);

        var found = await host.Services.GetRequiredService<SearchQueries>().SearchAsync(tenant.TenantId, word, null, ["en"], null, null, false, ModuleHost.Cancellation);

        Assert.Equal([page], found.Items.Select(i => i.Item.Node.Id));
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once_with_its_place()
    {
        var tenant = await host.NewTenantAsync();
        var page = await PageAsync(tenant);
        var twice = Guid.CreateVersion7();

        Assert.Equal(
            [
                "blocks[0].heading: required", "blocks[0].image.url: url", "blocks[0].links[1].label: required", "blocks[0].links[1].url: url",
                "blocks[1].format: format", "blocks[1].text: required", "blocks[2].image.alt: max-length", "blocks[2].linkUrl: url",
                "blocks[3].images: count", "blocks[4].links: count", "blocks[5].items[0].question: required", "blocks[5].items[1].answer: max-length",
                "blocks[6].productIds: count", "blocks[7].limit: range", "blocks[7].collectionId: one-of", "blocks[7].productIds[1]: unique",
            ],
            await Refused.AsInvalidAsync(() => SetAsync(tenant, page,
            [
                new HeroBlock { Heading = " ", Image = new BlockImage("javascript:alert(1)", ""), Links = [new BlockLink("a", "/"), new BlockLink("", "//evil.example")] },
                new TextBlock { Format = BodyFormat.Json, Text = "" },
                new ImageBlock { Image = new BlockImage("/a", new string('x', 1001)), LinkUrl = "data:text/html,x" },
                new GalleryBlock { Images = [] },
                new CtaBlock { Heading = "x", Links = [.. Enumerable.Repeat(new BlockLink("a", "/"), 6)] },
                new FaqBlock { Items = [new FaqItem("", "a"), new FaqItem("q", new string('x', 10_001))] },
                new ProductGridBlock(),
                new ProductGridBlock { ProductIds = [twice, twice], CollectionId = twice, Limit = 51 },
            ])));
        Assert.Equal(["blocks: count"], await Refused.AsInvalidAsync(() => SetAsync(tenant, page, [.. Enumerable.Repeat(new HeroBlock { Heading = "x" }, 101)])));
        Assert.Equal(["blocks: max-length"], await Refused.AsInvalidAsync(() => SetAsync(tenant, page, [.. Enumerable.Repeat(new TextBlock { Text = new string('x', 99_999) }, 6)])));
        Assert.Equal(2, await host.ScalarAsync<long>("SELECT version FROM content.nodes WHERE id = $1", page));
    }

    [Theory]
    [InlineData("https://example.org", true)]
    [InlineData("HTTP://example.org:8080/a?b=c#d", true)]
    [InlineData("/a/b", true)]
    [InlineData("#part", true)]
    [InlineData("?page=2", true)]
    [InlineData("about", false)]
    [InlineData("//example.org", false)]
    [InlineData("/\\example.org", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("java\tscript:alert(1)", false)]
    [InlineData(" https://example.org", false)]
    [InlineData("ftp://example.org", false)]
    [InlineData("https://user:secret@example.org", false)]
    [InlineData("https:example.org", false)]
    [InlineData("mailto:a@example.org", false)]
    [InlineData("", false)]
    public async Task An_address_is_of_the_web_or_of_the_site(string url, bool isValid)
    {
        var tenant = await host.NewTenantAsync();
        var page = await PageAsync(tenant);
        Task Set() => SetAsync(tenant, page, [new CtaBlock { Heading = "x", Links = [new BlockLink("a", url)] }]);

        if (isValid)
            await Set();
        else
            Assert.Equal("blocks[0].links[0].url", (await Assert.ThrowsAsync<InvalidInputException>(Set)).Errors.Single().Field);
    }

    [Fact]
    public async Task Only_a_page_has_blocks_in_a_language_it_has_at_the_version_that_was_seen()
    {
        var (tenant, other) = (await host.NewTenantAsync(), await host.NewTenantAsync());
        var (page, post) = (await PageAsync(tenant), await host.NewNodeAsync(tenant));

        Assert.Equal(["id: kind"], await Refused.AsInvalidAsync(() => SetAsync(tenant, post, OneOfEach)));
        Assert.Equal("locale", await Refused.AsNotFoundAsync(() => SetAsync(tenant, page, OneOfEach, "fr")));
        Assert.Equal("id", await Refused.AsNotFoundAsync(() => SetAsync(other, page, OneOfEach)));
        Assert.Equal("expectedVersion: version", await Refused.AsConflictAsync(() => SetAsync(tenant, page, OneOfEach, expectedVersion: 1)));
    }

    private Task<Guid> PageAsync(Core.Commands.CommandContext tenant) => host.NewNodeAsync(tenant, Posts.Published("Page") with { Kind = NodeKind.Page });

    private Task<NodeResult> SetAsync(
        Core.Commands.CommandContext tenant, Guid page, IReadOnlyList<PageBlock>? blocks, string? locale = null, long? expectedVersion = null) =>
        host.SendAsync(tenant, new SetPageBlocks(page, blocks, locale, expectedVersion));

    private async Task<IReadOnlyList<PageBlock>> ReadAsync(Core.Commands.CommandContext tenant, Guid page, params string[] locales) =>
        (await host.Services.GetRequiredService<NodeQueries>().BlocksAsync(tenant.TenantId, [page], locales, ModuleHost.Cancellation)).GetValueOrDefault(page) ?? [];
}
