using System.Globalization;
using System.Text.Json.Nodes;
using RusToK.Core.Commands;
using RusToK.Core.Content.Nodes;
using RusToK.Tests.Content;
using RusToK.Tests.Fixtures;
using RusToK.Tests.GraphQL.Server;
using Xunit;

namespace RusToK.Tests.GraphQL.Content;

/// <summary>Each operation on nodes, from the request to what a reader gets afterwards.</summary>
public sealed class NodeOperationTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    [Exercises("createNode", "node")]
    public async Task A_node_is_made_with_all_an_input_can_say_and_read_back_by_id_and_by_slug()
    {
        var tenant = await api.Modules.NewTenantAsync();
        await api.Modules.SendAsync<Core.Tenancy.Commands.SetLocale, Core.Tenancy.TenantLocale>(tenant, new("de", true));
        var (parent, category, tag, author) = (
            await api.Modules.NewNodeAsync(tenant, Posts.Published("Parent")), await api.Modules.NewCategoryAsync(tenant), await api.Modules.NewTagAsync(tenant), Guid.CreateVersion7());
        var id = Guid.CreateVersion7();

        var created = (await api.QueryAsync(tenant, """
            mutation Create($input: CreateNodeInput!) { createNode(input: $input) { id version node { id title body metadata status version } } }
            """, new
        {
            input = new
            {
                id,
                kind = "FORUM_TOPIC",
                parentId = parent,
                authorId = author,
                categoryId = category,
                tagIds = new[] { tag },
                position = 7,
                metadata = new { deep = new object?[] { 1, 2.5, "ж", null, true } },
                status = "PUBLISHED",
                publishedAt = "2001-02-03T04:05:06.123456Z",
                translations = new object[]
                {
                    new { title = "One", slug = "One-Slug", excerpt = "Short", bodyFormat = "HTML", body = "<p>x</p>" },
                    new { locale = "DE", title = "Eins" },
                },
            },
        })).Data()["createNode"]!;

        Assert.Equal((id.ToString(), 2), ((string?)created["id"], (int?)created["version"]));
        Assert.Equal("""{"id":"ID","title":"One","body":"<p>x</p>","metadata":{"deep":[1,2.5,"ж",null,true]},"status":"PUBLISHED","version":2}""".Replace("ID", id.ToString(), StringComparison.Ordinal),
            created["node"].Text());

        await api.Modules.CatchUpAsync(tenant.TenantId);
        const string fields = """
            { id kind status parentId depth authorId categoryId position metadata archiveReason publishedAt version locale title slug excerpt bodyFormat body
              category { id name } tags { id name } parent { title } children { id } translations { locale title slug body bodyFormat excerpt } }
            """;
        var byId = (await api.QueryAsync(tenant, $"query($id: UUID) {{ node(id: $id) {fields} }}", new { id })).Data()["node"]!;
        var bySlug = (await api.QueryAsync(tenant, $"{{ node(kind: FORUM_TOPIC, slug: \"one-SLUG\") {fields} }}")).Data()["node"]!;

        Assert.Equal(byId.ToJsonString(), bySlug.ToJsonString());
        Assert.Equal($$$"""
            {"id":"{{{id}}}","kind":"FORUM_TOPIC","status":"PUBLISHED","parentId":"{{{parent}}}","depth":1,"authorId":"{{{author}}}","categoryId":"{{{category}}}","position":7,
            "metadata":{"deep":[1,2.5,"ж",null,true]},"archiveReason":null,"publishedAt":"2001-02-03T04:05:06.123456+00:00","version":2,"locale":"en","title":"One","slug":"one-slug",
            "excerpt":"Short","bodyFormat":"HTML","body":"<p>x</p>","category":{"id":"{{{category}}}","name":"A category"},"tags":[{"id":"{{{tag}}}","name":"A tag"}],
            "parent":{"title":"Parent"},"children":[],"translations":[{"locale":"de","title":"Eins","slug":"eins","body":"","bodyFormat":"MARKDOWN","excerpt":null},
            {"locale":"en","title":"One","slug":"one-slug","body":"<p>x</p>","bodyFormat":"HTML","excerpt":"Short"}]}
            """.ReplaceLineEndings(""), byId.Text());
    }

    [Fact]
    [Exercises("updateNode")]
    public async Task An_update_sets_what_is_given_clears_what_is_null_and_leaves_the_rest()
    {
        var tenant = await api.Modules.NewTenantAsync();
        var (parent, category) = (await api.Modules.NewNodeAsync(tenant), await api.Modules.NewCategoryAsync(tenant));
        var id = await api.Modules.NewNodeAsync(tenant, Posts.New() with { CategoryId = category, AuthorId = Guid.CreateVersion7(), Position = 3, Metadata = System.Text.Json.JsonElement.Parse("""{"a":1}""") });
        const string update = """
            mutation($input: UpdateNodeInput!) { updateNode(input: $input) { version node { parentId depth categoryId authorId position metadata } } }
            """;

        var first = (await api.QueryAsync(tenant, update, new { input = new { id, expectedVersion = 1, parentId = parent, categoryId = (Guid?)null, metadata = new { b = 2 } } })).Data()["updateNode"]!;
        var second = (await api.QueryAsync(tenant, update, new { input = new { id, parentId = (Guid?)null, authorId = (Guid?)null, position = 9, metadata = (object?)null } })).Data()["updateNode"]!;

        Assert.Equal((2, parent.ToString(), 1, null, 3, """{"b":2}"""), (
            (int?)first["version"], (string?)first["node"]!["parentId"], (int?)first["node"]!["depth"], (string?)first["node"]!["categoryId"], (int?)first["node"]!["position"], first["node"]!["metadata"].Text()));
        Assert.NotNull(first["node"]!["authorId"]);
        Assert.Equal("""{"version":3,"node":{"parentId":null,"depth":0,"categoryId":null,"authorId":null,"position":9,"metadata":{}}}""", second.Text());
    }

    [Fact]
    [Exercises("translateNode", "removeNodeTranslation")]
    public async Task Words_are_set_replaced_and_removed()
    {
        var tenant = await api.Modules.NewTenantAsync();
        await api.Modules.SendAsync<Core.Tenancy.Commands.SetLocale, Core.Tenancy.TenantLocale>(tenant, new("de", true));
        var id = await api.Modules.NewNodeAsync(tenant);
        const string translate = """
            mutation($input: TranslateNodeInput!) { translateNode(input: $input) { version node(locale: "de") { locale title slug body excerpt } } }
            """;

        var added = (await api.QueryAsync(tenant, translate, new { input = new { id, translation = new { locale = "de", title = "Eins", body = "Text", excerpt = "Kurz" } } })).Data()["translateNode"]!;
        var replaced = (await api.QueryAsync(tenant, translate, new { input = new { id, expectedVersion = 2, translation = new { locale = "de", title = "Zwei" } } })).Data()["translateNode"]!;
        var removed = (await api.QueryAsync(tenant, """
            mutation($id: UUID!) { removeNodeTranslation(input: { id: $id, locale: "de" }) { version node(locale: "de") { locale title } } }
            """, new { id })).Data()["removeNodeTranslation"]!;

        Assert.Equal("""{"version":2,"node":{"locale":"de","title":"Eins","slug":"eins","body":"Text","excerpt":"Kurz"}}""", added.Text());
        Assert.Equal("""{"version":3,"node":{"locale":"de","title":"Zwei","slug":"eins","body":"","excerpt":null}}""", replaced.Text());
        Assert.Equal("""{"version":4,"node":{"locale":"en","title":"A title"}}""", removed.Text());
    }

    [Fact]
    [Exercises("publishNode", "unpublishNode", "archiveNode", "restoreNode")]
    public async Task A_node_goes_through_its_states()
    {
        var tenant = await api.Modules.NewTenantAsync();
        var id = await api.Modules.NewNodeAsync(tenant);
        const string result = "{ version node { status publishedAt archiveReason } }";

        async Task<string> Send(string mutation, string more = "") =>
            (await api.QueryAsync(tenant, $"mutation($id: UUID!) {{ {mutation}(input: {{ id: $id{more} }}) {result} }}", new { id })).Data()[mutation].Text();

        Assert.Equal("""{"version":2,"node":{"status":"PUBLISHED","publishedAt":"2020-01-02T03:04:05+00:00","archiveReason":null}}""",
            await Send("publishNode", ", expectedVersion: 1, publishedAt: \"2020-01-02T03:04:05Z\""));
        Assert.Equal("""{"version":3,"node":{"status":"DRAFT","publishedAt":"2020-01-02T03:04:05+00:00","archiveReason":null}}""", await Send("unpublishNode"));
        Assert.Equal("""{"version":4,"node":{"status":"PUBLISHED","publishedAt":"2020-01-02T03:04:05+00:00","archiveReason":null}}""", await Send("publishNode"));
        Assert.Equal("""{"version":5,"node":{"status":"ARCHIVED","publishedAt":"2020-01-02T03:04:05+00:00","archiveReason":"Old"}}""", await Send("archiveNode", ", reason: \"Old\""));
        Assert.Equal("""{"version":6,"node":{"status":"DRAFT","publishedAt":"2020-01-02T03:04:05+00:00","archiveReason":null}}""", await Send("restoreNode", ", expectedVersion: 5"));
    }

    [Fact]
    [Exercises("attachTags", "detachTags")]
    public async Task Tags_are_attached_and_detached()
    {
        var tenant = await api.Modules.NewTenantAsync();
        var (id, first, second) = (await api.Modules.NewNodeAsync(tenant), await api.Modules.NewTagAsync(tenant, "One"), await api.Modules.NewTagAsync(tenant, "Two"));
        await api.Modules.CatchUpAsync(tenant.TenantId);

        async Task<JsonNode> Send(string mutation, params Guid[] tagIds) => (await api.QueryAsync(
            tenant, $"mutation($id: UUID!, $tagIds: [UUID!]!) {{ {mutation}(input: {{ id: $id, tagIds: $tagIds }}) {{ version node {{ tags {{ name }} }} }} }}", new { id, tagIds })).Data()[mutation]!;

        Assert.Equal("""{"version":2,"node":{"tags":[{"name":"One"},{"name":"Two"}]}}""", (await Send("attachTags", first, second)).Text());
        Assert.Equal("""{"version":3,"node":{"tags":[{"name":"Two"}]}}""", (await Send("detachTags", first)).Text());
        Assert.Equal(3, (int?)(await Send("detachTags", first))["version"]);
    }

    [Fact]
    [Exercises("deleteNode")]
    public async Task A_deleted_node_is_gone_for_readers_too()
    {
        var tenant = await api.Modules.NewTenantAsync();
        var id = await api.Modules.NewNodeAsync(tenant, Posts.Published());

        var deleted = (await api.QueryAsync(tenant, "mutation($id: UUID!) { deleteNode(input: { id: $id, expectedVersion: 2 }) { id version } }", new { id })).Data()["deleteNode"]!;
        await api.Modules.CatchUpAsync(tenant.TenantId);

        Assert.Equal((id.ToString(), 3), ((string?)deleted["id"], (int?)deleted["version"]));
        Assert.Null((await api.QueryAsync(tenant, "query($id: UUID) { node(id: $id, status: null) { id } }", new { id })).Data()["node"]);
    }

    [Fact]
    [Exercises("nodes")]
    public async Task A_list_is_filtered_ordered_and_paged_in_both_directions()
    {
        var tenant = await api.Modules.NewTenantAsync();
        var (category, tag, parent) = (await api.Modules.NewCategoryAsync(tenant), await api.Modules.NewTagAsync(tenant, "Red"), await api.Modules.NewNodeAsync(tenant, Posts.New("Parent")));
        var author = Guid.CreateVersion7();
        for (var i = 0; i < 5; i++)
            await api.Modules.SendAsync(tenant, Posts.Published($"Page {i}", parentId: parent) with
            {
                Kind = NodeKind.Page,
                CategoryId = category,
                TagIds = [tag],
                AuthorId = author,
                Position = 10 - i,
                PublishedAt = new DateTimeOffset(2020, 1, 1 + i, 0, 0, 0, TimeSpan.Zero),
            });
        await api.Modules.SendAsync(tenant, Posts.Published("Other"));
        await api.Modules.CatchUpAsync(tenant.TenantId);
        const string list = """
            query($filter: NodeFilter, $orderBy: NodeOrder!, $first: Int, $after: String, $last: Int, $before: String) {
              nodes(filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
                edges { cursor node { title } } nodes { title } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }
            """;
        async Task<JsonNode> List(object variables) => (await api.QueryAsync(tenant, list, variables)).Data()["nodes"]!;
        var filter = new
        {
            kind = "PAGE",
            categoryId = category,
            tagId = tag,
            tagSlug = "red",
            authorId = author,
            parentId = parent,
            publishedAfter = "2020-01-02T00:00:00Z",
            publishedBefore = "2020-01-05T00:00:00Z",
        };

        var first = await List(new { filter, orderBy = "POSITION", first = 2 });
        Assert.Equal(["Page 3", "Page 2"], Titles(first));
        Assert.Equal(first["edges"]!.AsArray().Select(e => (string?)e!["node"]!["title"]), Titles(first));
        Assert.Equal((true, false), ((bool?)first["pageInfo"]!["hasNextPage"], (bool?)first["pageInfo"]!["hasPreviousPage"]));
        Assert.Equal((string?)first["edges"]![1]!["cursor"], (string?)first["pageInfo"]!["endCursor"]);
        var second = await List(new { filter, orderBy = "POSITION", first = 2, after = (string?)first["pageInfo"]!["endCursor"] });
        Assert.Equal(["Page 1"], Titles(second));
        Assert.Equal((false, true), ((bool?)second["pageInfo"]!["hasNextPage"], (bool?)second["pageInfo"]!["hasPreviousPage"]));
        Assert.Equal(["Page 3", "Page 2"], Titles(await List(new { filter, orderBy = "POSITION", last = 5, before = (string?)second["pageInfo"]!["startCursor"] })));
        Assert.Equal(["Page 3", "Page 2", "Page 1"], Titles(await List(new { filter, orderBy = "PUBLISHED_AT_DESC" })));
        Assert.Equal(["Page 1", "Page 2", "Page 3"], Titles(await List(new { filter, orderBy = "PUBLISHED_AT_ASC" })));
        Assert.Equal(["Other", "Page 0", "Page 1", "Page 2", "Page 3", "Page 4"], Titles(await List(new { orderBy = "TITLE" })));
        Assert.Equal(["Parent"], Titles(await List(new { filter = new { status = "DRAFT" }, orderBy = "TITLE" })));
        Assert.Equal("Other", Titles((await api.QueryAsync(tenant, "{ nodes(first: 1) { nodes { title } } }")).Data()["nodes"]!).Single());
    }

    [Fact]
    [Exercises("search")]
    public async Task A_search_finds_published_nodes_with_where_and_pages_on()
    {
        var tenant = await api.Modules.NewTenantAsync();
        for (var i = 0; i < 3; i++)
            await api.Modules.SendAsync(tenant, Posts.Published("Walrus", "Numbers 1 < 2: a walrus swims in oceans"));
        await api.Modules.SendAsync(tenant, Posts.New("Walrus draft", "walrus"));
        await api.Modules.CatchUpAsync(tenant.TenantId);
        const string search = """
            query($query: String!, $kind: NodeKind, $after: String) { search(query: $query, kind: $kind, first: 2, after: $after) {
              edges { cursor rank snippet node { title body } } nodes { id } pageInfo { hasNextPage endCursor } } }
            """;

        var first = (await api.QueryAsync(tenant, search, new { query = "walrus", kind = "POST" })).Data()["search"]!;
        var second = (await api.QueryAsync(tenant, search, new { query = "walrus", after = (string?)first["pageInfo"]!["endCursor"] })).Data()["search"]!;

        Assert.Equal((2, 1), (first["edges"]!.AsArray().Count, second["edges"]!.AsArray().Count));
        Assert.Equal(3, first["nodes"]!.AsArray().Concat(second["nodes"]!.AsArray()).Select(n => (string?)n!["id"]).Distinct().Count());
        Assert.Equal((true, false), ((bool?)first["pageInfo"]!["hasNextPage"], (bool?)second["pageInfo"]!["hasNextPage"]));
        var edge = first["edges"]![0]!;
        Assert.Equal("Numbers 1 &lt; 2: a <mark>walrus</mark> swims in oceans", (string?)edge["snippet"]);
        Assert.Equal("Numbers 1 < 2: a walrus swims in oceans", (string?)edge["node"]!["body"]);
        Assert.True((double?)edge["rank"] > 0);
        Assert.Empty((await api.QueryAsync(tenant, search, new { query = "walrus", kind = "PAGE" })).Data()["search"]!["nodes"]!.AsArray());
    }

    [Fact]
    public async Task What_hangs_on_a_node_comes_in_the_language_and_the_states_asked_for()
    {
        var tenant = await GermanAsync();
        var category = (await api.Modules.SendAsync<Core.Content.Categories.Commands.CreateCategory, Core.Content.Categories.CategoryResult>(
            tenant, new() { Translations = [Posts.Name("News"), Posts.Name("Neues", "de")] })).Category.Id;
        var parent = await api.Modules.NewNodeAsync(tenant, Posts.Published() with { Translations = [Posts.Text("Parent"), Posts.Text("Elter", locale: "de")], CategoryId = category });
        await api.Modules.SendAsync(tenant, Posts.Published(parentId: parent) with { Translations = [Posts.Text("Child"), Posts.Text("Kind", locale: "de")] });
        await api.Modules.SendAsync(tenant, Posts.New("Only English draft", parentId: parent));
        await api.Modules.CatchUpAsync(tenant.TenantId);

        var node = (await api.QueryAsync(tenant, """
            query($id: UUID) { node(id: $id, locale: "de") { title category { name locale } children { title parent { title } } drafts: children(status: DRAFT, first: 1) { title locale parent { title } } } }
            """, new { id = parent })).Data()["node"]!;

        Assert.Equal("""
            {"title":"Elter","category":{"name":"Neues","locale":"de"},"children":[{"title":"Kind","parent":{"title":"Elter"}}],"drafts":[{"title":"Only English draft","locale":"en","parent":{"title":"Elter"}}]}
            """, node.Text());
    }

    [Theory]
    [InlineData("{ node(id: $id) { title } node(id: $id) { body } }", "node")]
    [InlineData("{ node(id: $id) { ...A } } fragment A on Node { ...B } fragment B on Node { body }", "node")]
    [InlineData("{ node(id: $id) { ... on Node { ... { body } } } }", "node")]
    [InlineData("{ node(id: $id) { ... @include(if: true) { body } } }", "node")]
    [InlineData("{ nodes { edges { node { ...A } } } } fragment A on Node { body }", "nodes/edges/0/node")]
    [InlineData("{ nodes { ...C } } fragment C on NodeConnection { nodes { body } }", "nodes/nodes/0")]
    [InlineData("{ nodes { edges { cursor } nodes { title } nodes { body } } }", "nodes/nodes/0")]
    [InlineData("{ node(id: $id) { title children { body } } }", "node/children/0")]
    [InlineData("{ node(id: $id) { title translations { locale } translations { body } } }", "node/translations/0")]
    [InlineData("{ node(id: $id) { title children { title parent { body } } } }", "node/children/0/parent")]
    [InlineData("{ search(query: \"title\") { edges { node { body } } } }", "search/edges/0/node")]
    public async Task A_body_is_read_however_it_is_selected(string document, string path)
    {
        var tenant = await api.Modules.NewTenantAsync();
        var id = await api.Modules.NewNodeAsync(tenant, Posts.Published("A title", "the body"));
        await api.Modules.SendAsync(tenant, Posts.Published("Child", "the body", parentId: id));
        await api.Modules.CatchUpAsync(tenant.TenantId);
        var text = document.Contains("$id", StringComparison.Ordinal) ? $"query($id: UUID) {document}" : document;

        JsonNode? at = (await api.QueryAsync(tenant, text, new { id })).Data();

        foreach (var part in path.Split('/'))
            at = int.TryParse(part, CultureInfo.InvariantCulture, out var index) ? at![index] : at![part];
        Assert.Equal("the body", (string?)at!["body"]);
    }

    private async Task<CommandContext> GermanAsync()
    {
        var tenant = await api.Modules.NewTenantAsync();
        await api.Modules.SendAsync<Core.Tenancy.Commands.SetLocale, Core.Tenancy.TenantLocale>(tenant, new("de", true));
        return tenant;
    }

    private static IEnumerable<string?> Titles(JsonNode connection) => connection["nodes"]!.AsArray().Select(n => (string?)n!["title"]);
}
