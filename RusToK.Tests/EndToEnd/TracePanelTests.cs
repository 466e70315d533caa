using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace RusToK.Tests.EndToEnd;

[Collection(nameof(RunningSystemTests))]
public sealed class TracePanelTests(RunningSystem system)
{
    private const string Create =
        "mutation { createNode(input: { kind: POST, translations: [{ title: \"Seen\", body: \"In the panel\" }] }) { node { id } } }";

    [Fact]
    public async Task The_page_is_given_the_mutation_with_the_Workers_part_under_one_root()
    {
        var tenant = await system.NewTenantAsync();
        var created = await system.GraphQLAsync(tenant, Create);
        var address = new Uri($"/graphiql/traces/{RunningSystem.TraceIdOf(created)}", UriKind.Relative);

        List<JsonElement> spans = [];
        await Eventually.HoldsAsync(
            async () =>
            {
                using var response = await system.Api.GetAsync(address, TestContext.Current.CancellationToken);
                if (!response.IsSuccessStatusCode)
                    return false;
                var trace = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
                spans = [.. trace.GetProperty("spans").EnumerateArray()];
                return spans.Any(s => Text(s, "name") == "POST /graphql") && spans.Any(s => Text(s, "name") == "process node.created");
            },
            TestContext.Current.CancellationToken);

        var ids = spans.Select(s => Text(s, "id")).ToHashSet();
        Assert.Equal("POST /graphql", Text(Assert.Single(spans, s => Text(s, "parentId") is not { } parent || !ids.Contains(parent)), "name"));
        Assert.Equal(["rustok-api", "rustok-worker"], spans.Select(s => Text(s, "service")).Distinct().Order());
        Assert.All(spans, s => Assert.True(s.GetProperty("startMs").GetDouble() >= 0));
    }

    private static string? Text(JsonElement span, string name) => span.GetProperty(name).GetString();
}
