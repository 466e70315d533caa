using System.Text.Json.Nodes;
using RusToK.Core.Commands;
using RusToK.Core.Content.Nodes;
using RusToK.Tests.Content;
using RusToK.Tests.Fixtures;
using RusToK.Tests.GraphQL.Server;
using Xunit;

namespace RusToK.Tests.GraphQL.Content;

/// <summary>A list costs a number of statements that depends on what is selected, not on how much there is.</summary>
public sealed class StatementCountTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const string List = """
        query($first: Int) { nodes(first: $first, filter: { kind: ARTICLE }) { nodes {
          title tags { name } category { name parent { name } } children(first: 2) { title tags { name } } translations { locale title } parent { title } } } }
        """;

    [Theory]
    [InlineData(List, 8)]
    [InlineData("query($first: Int) { nodes(first: $first, filter: { kind: ARTICLE }) { nodes { title body metadata } pageInfo { hasNextPage } } }", 1)]
    [InlineData("query($first: Int) { search(query: \"walrus\", kind: ARTICLE, first: $first) { nodes { title tags { name } children(first: 3) { title } } } }", 3)]
    public async Task Twenty_nodes_cost_as_many_statements_as_one(string document, int statements)
    {
        var tenant = await api.Modules.NewTenantAsync();
        await FillAsync(tenant);
        using var seen = new SqlStatements(api.Modules.Database);

        var one = await CountAsync(1);
        var twenty = await CountAsync(20);

        Assert.Equal(one, twenty);
        Assert.Equal(statements, twenty.Count);

        async Task<IReadOnlyList<string>> CountAsync(int first)
        {
            var answer = await api.QueryAsync(tenant, document, new { first });
            var data = answer.Data();
            Assert.Equal(first, (data["nodes"] ?? data["search"])!["nodes"]!.AsArray().Count);
            return Of(seen, answer);
        }
    }

    [Fact]
    public async Task Making_a_node_without_a_parent_is_one_round_trip_and_reading_it_back_another()
    {
        var tenant = await api.Modules.NewTenantAsync();
        using var seen = new SqlStatements(api.Modules.Database);

        var alone = await api.QueryAsync(tenant, "mutation { createNode(input: { kind: POST, translations: [{ title: \"One\" }] }) { id } }");
        var read = await api.QueryAsync(tenant, "mutation { createNode(input: { kind: POST, translations: [{ title: \"Two\" }] }) { id node { title } } }");

        alone.Data();
        read.Data();
        Assert.Single(Of(seen, alone));
        Assert.Equal(2, Of(seen, read).Count);
    }

    /// <summary>The statements of an answer's trace, but the look-ups of the tenant and the session, which are cached for seconds.</summary>
    private static IReadOnlyList<string> Of(SqlStatements seen, JsonNode answer) =>
        [.. seen.OfTrace((string)answer["extensions"]!["traceId"]!).Where(s => !s.Contains("tenancy.resolve", StringComparison.Ordinal) && !s.Contains("identity.sessions", StringComparison.Ordinal))];

    /// <summary>Twenty articles, each with all that can hang on one.</summary>
    private async Task FillAsync(CommandContext tenant)
    {
        await api.Modules.SendAsync<Core.Tenancy.Commands.SetLocale, Core.Tenancy.TenantLocale>(tenant, new("de", true));
        var root = await api.Modules.NewCategoryAsync(tenant, "Root");
        var parent = await api.Modules.NewNodeAsync(tenant, Posts.Published("Parent"));
        for (var i = 0; i < 20; i++)
        {
            var category = await api.Modules.NewCategoryAsync(tenant, $"Category {i}", root);
            var (own, of) = (await api.Modules.NewTagAsync(tenant, $"Tag {i}"), await api.Modules.NewTagAsync(tenant, $"Tag of child {i}"));
            var id = await api.Modules.NewNodeAsync(tenant, Posts.Published(parentId: parent) with
            {
                Kind = NodeKind.Article,
                CategoryId = category,
                TagIds = [own],
                Translations = [Posts.Text($"Walrus {i}", "walrus"), Posts.Text($"Walross {i}", locale: "de")],
            });
            for (var child = 0; child < 2; child++)
                await api.Modules.SendAsync(tenant, Posts.Published($"Child {child}", parentId: id) with { TagIds = [of] });
        }

        await api.Modules.CatchUpAsync(tenant.TenantId);
    }
}
