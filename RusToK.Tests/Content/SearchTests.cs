using Microsoft.Extensions.DependencyInjection;
using RusToK.Core.Commands;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Content.Queries;
using RusToK.Core.Errors;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Content;

public sealed class SearchTests(ModuleHost host) : IClassFixture<ModuleHost>
{
    public static TheoryData<string> HostileQueries => new(
        "' OR '1'='1", "'; DROP TABLE read.content_documents; --", "a' & !b | (c", "\\", "\\'", "\"", "\"unclosed phrase", "((((((", "!!!!", "&&&", "<->", "a:*", "a:ABCD",
        "%", "_", "%%%___", "*", "-", "--", "- -", "-a -b -c", "or", "OR OR OR", "\u0001\u0002\u0003", "<mark>", "<script>alert(1)</script>", "$1", "{}", "😀", "ﷺ", "e\u0301\u0301\u0301",
        "\u202Egnp", "١٢٣", "NULL", "a\tb\nc", new string('a', 200), string.Concat(Enumerable.Repeat("a ", 100)), string.Concat(Enumerable.Repeat("-", 200)), string.Concat(Enumerable.Repeat("\"", 199)) + "a");

    private SearchQueries Search => host.Services.GetRequiredService<SearchQueries>();

    [Fact]
    public async Task A_word_in_the_title_beats_one_in_the_excerpt_and_that_one_in_the_body()
    {
        var tenant = await host.NewTenantAsync();
        await PublishAsync(tenant, new NodeText { Title = "Plain one", Body = "about a walrus and more" });
        await PublishAsync(tenant, new NodeText { Title = "Walrus", Body = "about an animal and more" });
        await PublishAsync(tenant, new NodeText { Title = "Plain two", Excerpt = "walrus", Body = "about an animal and more" });
        await PublishAsync(tenant, new NodeText { Title = "Nothing", Body = "about a seal" });
        await host.CatchUpAsync(tenant.TenantId);

        var hits = await FindAsync(tenant, "walrus");

        Assert.Equal(["Walrus", "Plain two", "Plain one"], hits.Select(h => h.Node.Title));
        Assert.Equal(hits.Select(h => h.Rank).OrderDescending(), hits.Select(h => h.Rank));
    }

    [Fact]
    public async Task Words_are_all_wanted_phrases_in_their_order_and_minus_is_without()
    {
        var tenant = await host.NewTenantAsync();
        await PublishAsync(tenant, Posts.Text("One", "the quick brown fox"));
        await PublishAsync(tenant, Posts.Text("Two", "the brown quick fox"));
        await PublishAsync(tenant, Posts.Text("Three", "a quick rabbit"));
        await host.CatchUpAsync(tenant.TenantId);

        Assert.Equal(["One", "Two"], await TitlesAsync(tenant, "brown fox"));
        Assert.Equal(["One"], await TitlesAsync(tenant, "\"quick brown\""));
        Assert.Equal(["Three"], await TitlesAsync(tenant, "quick -fox"));
        Assert.Equal(["Three", "Two"], await TitlesAsync(tenant, "rabbit or \"brown quick\""));
        Assert.Equal(["One", "Three", "Two"], await TitlesAsync(tenant, "quick"));
    }

    [Fact]
    public async Task Each_language_is_searched_by_its_own_grammar()
    {
        var tenant = await host.NewTenantAsync();
        await PublishAsync(tenant, Posts.Text("Runners", "They were running to the houses"));
        await PublishAsync(tenant, Posts.Text("Häuser", "Die Häuser der Stadt", "de"));
        await PublishAsync(tenant, Posts.Text("Книги", "Старые книги читают", "ru"));
        await PublishAsync(tenant, Posts.Text("東京", "東京 は 大きい", "ja"));
        await host.CatchUpAsync(tenant.TenantId);

        Assert.Equal(["Runners"], await TitlesAsync(tenant, "run house", "en"));
        Assert.Equal(["Häuser"], await TitlesAsync(tenant, "Haus", "de"));
        Assert.Equal(["Книги"], await TitlesAsync(tenant, "книга", "ru"));
        Assert.Equal(["東京"], await TitlesAsync(tenant, "東京", "ja"));
        Assert.Empty(await TitlesAsync(tenant, "Häuser", "ru"));
    }

    [Fact]
    public async Task A_node_is_found_once_in_the_first_language_it_has()
    {
        var tenant = await host.NewTenantAsync();
        await PublishAsync(tenant, Posts.Text("Computer", "computer"), Posts.Text("Rechner", "computer", "de"));
        await PublishAsync(tenant, Posts.Text("Only English", "computer"));
        await host.CatchUpAsync(tenant.TenantId);

        var hits = await FindAsync(tenant, "computer", "de", "en");

        Assert.Equal(["Only English", "Rechner"], hits.Select(h => h.Node.Title).Order());
        Assert.Equal("de", hits.Single(h => h.Node.Title == "Rechner").Node.Locale);
    }

    [Theory]
    [InlineData("Kubernetees")]
    [InlineData("kubernets")]
    [InlineData("kubernets beginers")]
    public async Task A_misspelt_word_finds_titles_that_are_like_it(string query)
    {
        var tenant = await host.NewTenantAsync();
        await PublishAsync(tenant, Posts.Text("Kubernetes for beginners", "containers"));
        await PublishAsync(tenant, Posts.Text("Cooking", "pasta"));
        await host.CatchUpAsync(tenant.TenantId);

        Assert.Equal(["Kubernetes for beginners"], await TitlesAsync(tenant, query));
    }

    [Fact]
    public async Task The_snippet_marks_the_words_and_escapes_the_rest()
    {
        var tenant = await host.NewTenantAsync();
        await PublishAsync(tenant, new NodeText
        {
            Title = "Snippet",
            BodyFormat = BodyFormat.Plain,
            Body = "Before <script>alert('x')</script> & the \u0002walrus\u0003 after <mark>fake</mark>",
        });
        await host.CatchUpAsync(tenant.TenantId);

        var snippet = Assert.Single(await FindAsync(tenant, "walrus")).Snippet;

        Assert.Contains("<mark>walrus</mark>", snippet, StringComparison.Ordinal);
        Assert.Equal(1, snippet.Split("<mark>").Length - 1);
        Assert.DoesNotContain("<script>", snippet, StringComparison.Ordinal);
        Assert.Contains("&amp;", snippet, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Markup_is_no_word()
    {
        var tenant = await host.NewTenantAsync();
        await PublishAsync(tenant, new NodeText { Title = "Html", BodyFormat = BodyFormat.Html, Body = "<div class=\"secretclass\">seen<!-- hiddencomment --><script>codeword()</script>&eacute;clair</div>" });
        await PublishAsync(tenant, new NodeText { Title = "Markdown", Body = "# Heading\n\n[linktext](https://linktarget.example) **bold** `snippetcode`" });
        await PublishAsync(tenant, new NodeText { Title = "Blocks", BodyFormat = BodyFormat.Json, Body = """[{"type":"herotype","title":"blockword","url":"https://urlword.example","items":[{"type":"x","text":"nestedword"}]}]""" });
        await host.CatchUpAsync(tenant.TenantId);

        foreach (var (word, title) in new[] { ("seen", "Html"), ("éclair", "Html"), ("linktext", "Markdown"), ("bold", "Markdown"), ("snippetcode", "Markdown"), ("blockword", "Blocks"), ("nestedword", "Blocks") })
            Assert.Equal([title], await TitlesAsync(tenant, word));
        foreach (var word in (string[])["secretclass", "hiddencomment", "codeword", "linktarget", "herotype", "urlword"])
            Assert.Empty(await TitlesAsync(tenant, word));
    }

    [Fact]
    public async Task What_is_not_published_stays_hidden()
    {
        var tenant = await host.NewTenantAsync();
        var draft = await host.NewNodeAsync(tenant, Posts.New("Walrus draft", "walrus"));
        var archived = await host.NewNodeAsync(tenant, Posts.Published("Walrus archived", "walrus"));
        await host.SendAsync(tenant, new ArchiveNode(archived, "Old"));
        var deleted = await host.NewNodeAsync(tenant, Posts.Published("Walrus deleted", "walrus"));
        await host.SendAsync(tenant, new DeleteNode(deleted));
        await host.CatchUpAsync(tenant.TenantId);

        Assert.Empty(await FindAsync(tenant, "walrus"));
        Assert.Empty(await FindAsync(tenant, "Walruss"));
        await host.SendAsync(tenant, new PublishNode(draft));
        await host.CatchUpAsync(tenant.TenantId);
        Assert.Equal(["Walrus draft"], await TitlesAsync(tenant, "walrus"));
        Assert.Equal(["Walrus draft"], await TitlesAsync(tenant, "Walruss"));
    }

    [Fact]
    public async Task Only_the_kind_asked_for_is_found()
    {
        var tenant = await host.NewTenantAsync();
        await host.SendAsync(tenant, Posts.Published("Walrus post", "walrus"));
        await host.SendAsync(tenant, Posts.Published("Walrus page", "walrus") with { Kind = NodeKind.Page });
        await host.CatchUpAsync(tenant.TenantId);

        var page = await Search.SearchAsync(tenant.TenantId, "walrus", NodeKind.Page, ["en"], null, null, false, ModuleHost.Cancellation);
        Assert.Equal("Walrus page", Assert.Single(page.Items).Item.Node.Title);
        page = await Search.SearchAsync(tenant.TenantId, "Walruss", NodeKind.Page, ["en"], null, null, false, ModuleHost.Cancellation);
        Assert.Equal("Walrus page", Assert.Single(page.Items).Item.Node.Title);
    }

    [Theory]
    [InlineData("walrus")]
    [InlineData("walruss")]
    public async Task Equal_ranks_are_paged_without_loss_or_repetition(string query)
    {
        var tenant = await host.NewTenantAsync();
        for (var i = 0; i < 55; i++)
            await host.SendAsync(tenant, Posts.Published("Walrus", "walrus"));
        await host.CatchUpAsync(tenant.TenantId);

        var found = new List<Guid>();
        string? cursor = null;
        for (var more = true; more;)
        {
            var page = await Search.SearchAsync(tenant.TenantId, query, null, ["en"], 10, cursor, false, ModuleHost.Cancellation);
            found.AddRange(page.Items.Select(i => i.Item.Node.Id));
            (cursor, more) = (page.Items[^1].Cursor, page.HasNext);
        }

        Assert.Equal(55, found.Count);
        Assert.Equal(55, found.Distinct().Count());
        Assert.Empty((await Search.SearchAsync(tenant.TenantId, query, null, ["en"], 10, cursor, false, ModuleHost.Cancellation)).Items);
    }

    [Theory]
    [MemberData(nameof(HostileQueries))]
    public async Task A_hostile_query_finds_something_or_nothing_and_breaks_nothing(string query)
    {
        var tenant = await host.NewTenantAsync();
        await PublishAsync(tenant, Posts.Text("A title", "some words"));
        await host.CatchUpAsync(tenant.TenantId);

        foreach (var locale in (string[])["en", "de", "ja"])
            Assert.InRange((await FindAsync(tenant, query, locale)).Count, 0, 1);

        Assert.Equal(["A title"], await TitlesAsync(tenant, "words"));
    }

    [Fact]
    public async Task So_does_any_mixture_of_the_signs_that_mean_something()
    {
        var tenant = await host.NewTenantAsync();
        string[] signs = ["-", "--", "\"", " ", "a", "b-c", "or", "OR ", "(", ")", "!", "&", "|", ":", "*", "<->", "\\", "'", "%", "_", "\u0002", "\t", "é", "😀", "-\"", "\"-", "--- ", "<2>"];
        var random = new Random(7);

        for (var i = 0; i < 300; i++)
        {
            var query = string.Concat(random.GetItems(signs, random.Next(1, 120))).Trim();
            query = query.Length > SearchQueries.MaxQuery ? query[..(SearchQueries.MaxQuery - 2)] : query;
            if (query.Length > 0 && !char.IsHighSurrogate(query[^1]))
                Assert.Empty(await FindAsync(tenant, query, i % 2 == 0 ? "en" : "ja"));
        }
    }

    [Theory]
    [InlineData("", "required")]
    [InlineData(" \t ", "required")]
    [InlineData("a\0b", "unicode")]
    [InlineData('\uD800', "unicode")]
    [InlineData(201, "max-length")]
    public async Task A_query_out_of_bounds_is_refused(object query, string rule)
    {
        var tenant = await host.NewTenantAsync();
        var text = query switch { int length => new string('a', length), char half => $"a{half}", _ => (string)query };

        Assert.Equal([$"query: {rule}"], await Refused.AsInvalidAsync(() => FindAsync(tenant, text)));
    }

    [Fact]
    public async Task A_cursor_of_another_list_or_a_forged_one_is_refused()
    {
        var tenant = await host.NewTenantAsync();
        foreach (var cursor in (string[])
            ["x", new Cursor("tags", "1", Guid.NewGuid()).ToString(), new Cursor("search", "x", Guid.NewGuid()).ToString(), new Cursor("search", "2143289344", Guid.NewGuid()).ToString()])
        {
            var refusal = await Assert.ThrowsAsync<InvalidInputException>(
                () => Search.SearchAsync(tenant.TenantId, "walrus", null, ["en"], 10, cursor, false, ModuleHost.Cancellation));
            Assert.Equal(("after", "cursor"), (refusal.Field, refusal.Rule));
        }
    }

    private Task PublishAsync(CommandContext tenant, params NodeText[] texts) => host.SendAsync(tenant, Posts.Published() with { Translations = texts });

    private async Task<IReadOnlyList<SearchHit>> FindAsync(CommandContext tenant, string query, params string[] locales) =>
        [.. (await Search.SearchAsync(tenant.TenantId, query, null, locales.Length == 0 ? ["en"] : locales, null, null, false, ModuleHost.Cancellation)).Items.Select(i => i.Item)];

    private async Task<IEnumerable<string>> TitlesAsync(CommandContext tenant, string query, params string[] locales) =>
        (await FindAsync(tenant, query, locales)).Select(h => h.Node.Title).Order(StringComparer.Ordinal);
}
