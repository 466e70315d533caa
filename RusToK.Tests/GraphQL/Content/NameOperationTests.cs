using System.Text.Json.Nodes;
using RusToK.Core.Commands;
using RusToK.Tests.Content;
using RusToK.Tests.Fixtures;
using RusToK.Tests.GraphQL.Server;
using Xunit;

namespace RusToK.Tests.GraphQL.Content;

/// <summary>Each operation on categories and tags, and the tenant's own.</summary>
public sealed class NameOperationTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    [Exercises("tenant")]
    public async Task The_tenant_of_the_request_is_told()
    {
        var tenant = await GermanAsync();

        var told = (await api.QueryAsync(tenant, "{ tenant { id slug name defaultLocale locales } }")).Data()["tenant"];

        Assert.Equal($$"""{"id":"{{tenant.TenantId}}","slug":"t{{tenant.TenantId:N}}","name":"Test","defaultLocale":"en","locales":["de","en"]}""", told.Text());
    }

    [Fact]
    [Exercises("createCategory", "category")]
    public async Task A_category_is_made_and_read_back_by_id_and_by_slug()
    {
        var tenant = await GermanAsync();
        var (parent, id) = (await api.Modules.NewCategoryAsync(tenant, "Parent"), Guid.CreateVersion7());

        var created = (await api.QueryAsync(tenant, """
            mutation($input: CreateCategoryInput!) { createCategory(input: $input) { category(locale: "de") { id parentId position version locale name slug description } } }
            """, new
        {
            input = new { id, parentId = parent, position = 4, translations = new object[] { new { name = "News", description = "What is new" }, new { locale = "de", name = "Neues", slug = "aktuell" } } },
        })).Data()["createCategory"]!["category"];
        await api.Modules.CatchUpAsync(tenant.TenantId);
        var byId = (await api.QueryAsync(tenant, "query($id: UUID) { category(id: $id) { id name slug description locale version position createdAt updatedAt parent { id name } } }", new { id })).Data()["category"]!;
        var bySlug = (await api.QueryAsync(tenant, "{ category(slug: \"Aktuell\", locale: \"de\") { id name } }")).Data()["category"];

        Assert.Equal($$"""{"id":"{{id}}","parentId":"{{parent}}","position":4,"version":1,"locale":"de","name":"Neues","slug":"aktuell","description":null}""", created.Text());
        Assert.Equal(("News", "news", "What is new", "en", "Parent"), ((string?)byId["name"], (string?)byId["slug"], (string?)byId["description"], (string?)byId["locale"], (string?)byId["parent"]!["name"]));
        Assert.Equal($$"""{"id":"{{id}}","name":"Neues"}""", bySlug.Text());
        Assert.Null((await api.QueryAsync(tenant, "{ category(slug: \"aktuell\") { id } }")).Data()["category"]);
    }

    [Fact]
    [Exercises("updateCategory", "deleteCategory")]
    public async Task A_category_is_moved_renamed_and_deleted()
    {
        var tenant = await GermanAsync();
        var (parent, id) = (await api.Modules.NewCategoryAsync(tenant, "Parent"), await api.Modules.NewCategoryAsync(tenant));
        const string update = "mutation($input: UpdateCategoryInput!) { updateCategory(input: $input) { category { parentId position version locale name slug } } }";

        var moved = (await api.QueryAsync(tenant, update, new
        {
            input = new { id, expectedVersion = 1, parentId = parent, position = 2, translations = new[] { new { locale = "de", name = "Neu" } }, removedLocales = new[] { "en" } },
        })).Data()["updateCategory"]!["category"];
        var root = (await api.QueryAsync(tenant, update, new { input = new { id, parentId = (Guid?)null } })).Data()["updateCategory"]!["category"];
        var deleted = (await api.QueryAsync(tenant, "mutation($id: UUID!) { deleteCategory(input: { id: $id, expectedVersion: 3 }) { id version } }", new { id })).Data()["deleteCategory"];

        Assert.Equal($$"""{"parentId":"{{parent}}","position":2,"version":2,"locale":"de","name":"Neu","slug":"neu"}""", moved.Text());
        Assert.Equal("""{"parentId":null,"position":2,"version":3,"locale":"de","name":"Neu","slug":"neu"}""", root.Text());
        Assert.Equal($$"""{"id":"{{id}}","version":4}""", deleted.Text());
    }

    [Fact]
    [Exercises("categories")]
    public async Task Categories_come_by_position_all_of_them_the_roots_or_those_below_one()
    {
        var tenant = await GermanAsync();
        var root = await api.Modules.NewCategoryAsync(tenant, "Root");
        foreach (var name in (string[])["A", "B", "C"])
            await api.Modules.NewCategoryAsync(tenant, name, root);
        await api.Modules.CatchUpAsync(tenant.TenantId);
        async Task<JsonNode> List(string arguments) => (await api.QueryAsync(
            tenant, $"{{ categories{arguments} {{ nodes {{ name }} edges {{ cursor node {{ name }} }} pageInfo {{ hasNextPage hasPreviousPage endCursor startCursor }} }} }}")).Data()["categories"]!;

        Assert.Equal(["Root", "A", "B", "C"], Names(await List("")));
        Assert.Equal(["Root"], Names(await List("(roots: true)")));
        var below = await List($"(parentId: \"{root}\", first: 2)");
        Assert.Equal(["A", "B"], Names(below));
        Assert.Equal(["C"], Names(await List($"(parentId: \"{root}\", first: 2, after: \"{(string?)below["pageInfo"]!["endCursor"]}\")")));
        Assert.Equal(["B", "C"], Names(await List($"(parentId: \"{root}\", last: 2)")));
    }

    [Fact]
    [Exercises("createTag", "tags")]
    public async Task Tags_are_made_and_listed_by_name()
    {
        var tenant = await GermanAsync();
        var id = Guid.CreateVersion7();

        var created = (await api.QueryAsync(tenant, """
            mutation($input: CreateTagInput!) { createTag(input: $input) { tag(locale: "de") { id locale name slug } } }
            """, new { input = new { id, translations = new object[] { new { name = "Red" }, new { locale = "de", name = "Rot", slug = "roetlich" } } } })).Data()["createTag"]!["tag"];
        foreach (var name in (string[])["blue", "Äther", "Zebra"])
            await api.Modules.NewTagAsync(tenant, name);
        await api.Modules.CatchUpAsync(tenant.TenantId);
        var english = (await api.QueryAsync(tenant, "{ tags(first: 3) { nodes { id name slug locale createdAt } edges { cursor } pageInfo { hasNextPage endCursor } } }")).Data()["tags"]!;
        var rest = (await api.QueryAsync(tenant, $"{{ tags(first: 3, after: \"{(string?)english["pageInfo"]!["endCursor"]}\") {{ nodes {{ name }} }} }}")).Data()["tags"]!;
        var german = (await api.QueryAsync(tenant, "{ tags(locale: \"de\", last: 3) { nodes { name } } }")).Data()["tags"]!;

        Assert.Equal($$"""{"id":"{{id}}","locale":"de","name":"Rot","slug":"roetlich"}""", created.Text());
        Assert.Equal(["Äther", "blue", "Red"], Names(english));
        Assert.Equal(["Zebra"], Names(rest));
        Assert.Equal(["blue", "Rot", "Zebra"], Names(german));
    }

    private async Task<CommandContext> GermanAsync()
    {
        var tenant = await api.Modules.NewTenantAsync();
        await api.Modules.SendAsync<Core.Tenancy.Commands.SetLocale, Core.Tenancy.TenantLocale>(tenant, new("de", true));
        return tenant;
    }

    private static IEnumerable<string?> Names(JsonNode connection) => connection["nodes"]!.AsArray().Select(n => (string?)n!["name"]);
}
