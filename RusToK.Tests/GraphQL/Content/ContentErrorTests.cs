using RusToK.Tests.Content;
using RusToK.Tests.Fixtures;
using RusToK.Tests.GraphQL.Server;
using Xunit;

namespace RusToK.Tests.GraphQL.Content;

/// <summary>What is refused, with its code, its rule and the path of the field in the operation's arguments.</summary>
public sealed class ContentErrorTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const string Create = "mutation($input: CreateNodeInput!) { createNode(input: $input) { id } }";

    [Fact]
    public async Task Every_broken_rule_of_an_input_is_an_error_of_its_own()
    {
        var tenant = await api.Modules.NewTenantAsync();

        var answer = await api.QueryAsync(tenant, Create, new
        {
            input = new
            {
                kind = "POST",
                parentId = Guid.CreateVersion7(),
                tagIds = new[] { Guid.CreateVersion7() },
                metadata = new[] { 1 },
                translations = new object[] { new { title = new string('x', 256), slug = "a b" }, new { locale = "x", title = "y" } },
            },
        });

        Assert.Equal(
            [
                "VALIDATION input.metadata object", "VALIDATION input.translations[0].title max-length", "VALIDATION input.translations[0].slug pattern",
                "VALIDATION input.translations[1].locale bcp47", "VALIDATION input.parentId exists", "VALIDATION input.tagIds[0] exists",
            ],
            answer["errors"]!.AsArray().Select(e => $"{e!.AsObject().Extension("code")} {e.AsObject().Extension("field")} {e.AsObject().Extension("rule")}"));
        Assert.All(answer["errors"]!.AsArray(), e => Assert.Equal("createNode", (string?)e!["path"]![0]));
        Assert.Null(answer["data"]);
    }

    [Theory]
    [InlineData("mutation { createNode(input: { kind: POST, translations: [{ locale: \"fr\", title: \"x\" }] }) { id } }", "VALIDATION", "input.translations[0].locale", "enabled")]
    [InlineData("mutation { createNode(input: { kind: POST, translations: [] }) { id } }", "VALIDATION", "input.translations", "count")]
    [InlineData("mutation { createNode(input: { kind: POST, status: ARCHIVED, translations: [{ title: \"x\" }] }) { id } }", "VALIDATION", "input.status", "initial")]
    [InlineData("mutation { createNode(input: { kind: POST, publishedAt: \"2999-01-01T00:00:00Z\", translations: [{ title: \"x\" }] }) { id } }", "VALIDATION", "input.publishedAt", "past")]
    [InlineData("mutation { createNode(input: { id: \"ID\", kind: POST, translations: [{ title: \"x\" }] }) { id } }", "CONFLICT", "input.id", "unique")]
    [InlineData("mutation { createNode(input: { kind: POST, translations: [{ title: \"x\", slug: \"a-title\" }] }) { id } }", "CONFLICT", "input.translations[0].slug", "unique")]
    [InlineData("mutation { translateNode(input: { id: \"ID\", translation: { title: \" \" } }) { id } }", "VALIDATION", "input.translation.title", "required")]
    [InlineData("mutation { translateNode(input: { id: \"ID\", translation: { locale: \"fr\", title: \"x\" } }) { id } }", "VALIDATION", "input.translation.locale", "enabled")]
    [InlineData("mutation { removeNodeTranslation(input: { id: \"ID\", locale: \"en\" }) { id } }", "CONFLICT", "input.locale", "last-translation")]
    [InlineData("mutation { removeNodeTranslation(input: { id: \"ID\", locale: \"de\" }) { id } }", "NOT_FOUND", "input.locale", null)]
    [InlineData("mutation { updateNode(input: { id: \"ID\", expectedVersion: 7, position: 1 }) { id } }", "CONFLICT", "input.expectedVersion", "version")]
    [InlineData("mutation { updateNode(input: { id: \"ID\", parentId: \"ID\" }) { id } }", "VALIDATION", "input.parentId", "cycle")]
    [InlineData("mutation { updateNode(input: { id: \"NONE\", position: 1 }) { id } }", "NOT_FOUND", "input.id", null)]
    [InlineData("mutation { restoreNode(input: { id: \"ID\" }) { id } }", "CONFLICT", "input.id", "transition")]
    [InlineData("mutation { archiveNode(input: { id: \"ID\", reason: \"\" }) { id } }", "VALIDATION", "input.reason", "required")]
    [InlineData("mutation { attachTags(input: { id: \"ID\", tagIds: [\"NONE\"] }) { id } }", "VALIDATION", "input.tagIds[0]", "exists")]
    [InlineData("mutation { deleteNode(input: { id: \"ID\" }) { id } }", "CONFLICT", "input.id", "in-use")]
    [InlineData("mutation { createCategory(input: { translations: [{ name: \"x\", slug: \"a-category\" }] }) { category { id } } }", "CONFLICT", "input.translations[0].slug", "unique")]
    [InlineData("mutation { createCategory(input: { parentId: \"NONE\", translations: [{ name: \"x\" }] }) { category { id } } }", "VALIDATION", "input.parentId", "exists")]
    [InlineData("mutation { updateCategory(input: { id: \"NONE\", position: 1 }) { category { id } } }", "NOT_FOUND", "input.id", null)]
    [InlineData("mutation { createTag(input: { translations: [{ locale: \"fr\", name: \"x\" }] }) { tag { id } } }", "VALIDATION", "input.translations[0].locale", "enabled")]
    [InlineData("{ node { id } }", "VALIDATION", "id", "one-of")]
    [InlineData("{ node(id: \"ID\", kind: POST, slug: \"x\") { id } }", "VALIDATION", "id", "one-of")]
    [InlineData("{ node(kind: POST) { id } }", "VALIDATION", "id", "one-of")]
    [InlineData("{ node(id: \"ID\", locale: \"e\") { id } }", "VALIDATION", "locale", "bcp47")]
    [InlineData("{ node(id: \"no id\") { id } }", "VALIDATION", "id", null)]
    [InlineData("{ category { id } }", "VALIDATION", "id", "one-of")]
    [InlineData("{ nodes(first: 1, last: 1) { nodes { id } } }", "VALIDATION", "last", "exclusive")]
    [InlineData("{ nodes(first: 1, after: \"x\") { nodes { id } } }", "VALIDATION", "after", "cursor")]
    [InlineData("{ nodes(last: 1, before: \"x\") { nodes { id } } }", "VALIDATION", "before", "cursor")]
    [InlineData("{ nodes(filter: { tagSlug: \"\\u0000\" }) { nodes { id } } }", "VALIDATION", "filter.tagSlug", "unicode")]
    [InlineData("{ nodes(filter: { kind: NOTHING }) { nodes { id } } }", "VALIDATION", "filter", null)]
    [InlineData("{ search(query: \" \") { nodes { id } } }", "VALIDATION", "query", "required")]
    [InlineData("{ search(query: \"x\", after: \"x\") { nodes { id } } }", "VALIDATION", "after", "cursor")]
    public async Task A_refusal_names_its_code_its_field_and_its_rule(string document, string code, string field, string? rule)
    {
        var tenant = await api.Modules.NewTenantAsync();
        await api.Modules.NewCategoryAsync(tenant);
        var id = await api.Modules.NewNodeAsync(tenant);
        await api.Modules.NewNodeAsync(tenant, Posts.New("Child", parentId: id));
        var text = document.Replace("ID", id.ToString(), StringComparison.Ordinal).Replace("NONE", Guid.CreateVersion7().ToString(), StringComparison.Ordinal);

        var answer = await api.QueryAsync(tenant, text);

        var error = answer.Error();
        Assert.Equal((code, field), (error.Extension("code"), error.Extension("field")));
        if (rule is not null)
            Assert.Equal(rule, error.Extension("rule"));
        Assert.Single(answer["errors"]!.AsArray());
        Assert.Empty(api.Logs.Errors);
    }

    [Fact]
    public async Task A_refused_field_of_many_leaves_the_others_their_answers()
    {
        var tenant = await api.Modules.NewTenantAsync();
        var id = await api.Modules.NewNodeAsync(tenant);

        var answer = await api.QueryAsync(tenant, """
            mutation($id: UUID!) { a: publishNode(input: { id: $id }) { version } b: publishNode(input: { id: $id }) { version } c: unpublishNode(input: { id: $id }) { version } }
            """, new { id });

        Assert.Equal("b", (string?)answer.Error()["path"]![0]);
        Assert.Null(answer["data"]);
        Assert.Equal(["node.created 1", "node.published 2"], (await api.Modules.ReadLogAsync(tenant.TenantId, id)).Types().Take(2));
    }

    [Fact]
    public async Task A_value_that_no_column_holds_is_refused_and_never_a_fault()
    {
        var tenant = await api.Modules.NewTenantAsync();
        foreach (var title in (string[])["\\u0000", "\\ud800"])
        {
            var answer = System.Text.Json.Nodes.JsonNode.Parse(await api.PostAsync(tenant.TenantId,
                $$"""{"query":"mutation { createNode(input: { kind: POST, translations: [{ title: \"a{{title.Replace("\\", "\\\\", StringComparison.Ordinal)}}\" }] }) { id } }"}"""))!;
            Assert.Equal("VALIDATION", answer.Error().Extension("code"));
        }

        foreach (var metadata in (string[])["{ a: 1e999 }", "{ a: \"\\u0000\" }", "[1]", "X"])
        {
            var answer = await api.QueryAsync(tenant, $$"""mutation { createNode(input: { kind: POST, metadata: {{metadata}}, translations: [{ title: "x" }] }) { id } }""");
            Assert.Equal("VALIDATION", answer.Error().Extension("code"));
        }

        Assert.Empty(api.Logs.Errors);
    }
}
