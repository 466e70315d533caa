using System.Text.Json.Nodes;
using RusToK.Tests.Fixtures;
using RusToK.Tests.GraphQL.Server;
using Xunit;

namespace RusToK.Tests.GraphQL.Content;

/// <summary>The limits of section 5 on the schema there is, just inside and just outside.</summary>
public sealed class ContentLimitTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_path_is_twelve_fields_deep_at_most()
    {
        static string Nested(int depth) => "{ node(kind: POST, slug: \"x\") { " + string.Concat(Enumerable.Repeat("parent { ", depth - 2)) + "id" + string.Concat(Enumerable.Repeat(" }", depth));

        var tenant = await api.Modules.NewTenantAsync();
        (await api.QueryAsync(tenant, Nested(12))).Data();
        (await api.QueryAsync(tenant, Nested(13))).IsRefused("depth", 12, 13);
    }

    [Fact]
    public async Task Six_hundred_objects_are_the_most_by_whatever_way_they_come()
    {
        var tenant = await api.Modules.NewTenantAsync();

        (await api.QueryAsync(tenant, "{ nodes(first: 99) { nodes { title tags { name } } } }")).Data();
        (await api.QueryAsync(tenant, "{ nodes(first: 100) { nodes { title tags { name } } } }")).IsRefused("complexity", 600, 601);
        (await api.QueryAsync(tenant, "{ nodes(first: 20) { nodes { children(first: 28) { id } } } }")).Data();
        (await api.QueryAsync(tenant, "{ nodes(first: 20) { nodes { children(first: 29) { id } } } }")).IsRefused("complexity", 600, 601);
        (await api.QueryAsync(tenant, "query($first: Int) { nodes(first: $first) { edges { node { tags { name } } } } }", new { first = 100 })).IsRefused("complexity", 600, 601);
        (await api.QueryAsync(tenant, "{ search(query: \"x\", first: 100) { nodes { translations { locale } parent { id } category { id } } } }")).IsRefused("complexity", 600, 601);
    }

    [Theory]
    [InlineData("{ nodes(first: SIZE) { nodes { id } } }")]
    [InlineData("{ nodes(last: SIZE) { nodes { id } } }")]
    [InlineData("{ search(query: \"x\", first: SIZE) { nodes { id } } }")]
    [InlineData("{ categories(first: SIZE) { nodes { id } } }")]
    [InlineData("{ tags(last: SIZE) { nodes { id } } }")]
    [InlineData("{ node(kind: POST, slug: \"x\") { children(first: SIZE) { id } } }")]
    public async Task A_page_has_one_to_a_hundred_items(string document)
    {
        var tenant = await api.Modules.NewTenantAsync();
        string Of(string size) => document.Replace("SIZE", size, StringComparison.Ordinal);

        (await api.QueryAsync(tenant, Of("1"))).Data();
        (await api.QueryAsync(tenant, Of("100"))).Data();
        (await api.QueryAsync(tenant, Of("101"))).IsRefused("page-size", 100, 101);
        (await api.QueryAsync(tenant, Of("0"))).IsRefused("page-size", 1, 0);
        (await api.QueryAsync(tenant, Of("-1"))).IsRefused("page-size", 1, -1);
    }

    [Fact]
    public async Task A_batch_has_ten_operations_and_a_document_thirty_aliases_at_most()
    {
        var tenant = await api.Modules.NewTenantAsync();
        object[] Batch(int count) => [.. Enumerable.Repeat(new { query = "{ tenant { id } }" }, count)];
        string Aliased(int count) => "{ " + string.Join(' ', Enumerable.Range(0, count).Select(i => $"a{i}: tenant {{ id }}")) + " }";

        Assert.Equal(10, JsonNode.Parse(await api.PostAsync(tenant.TenantId, Batch(10)))!.AsArray().Count);
        JsonNode.Parse(await api.PostAsync(tenant.TenantId, Batch(11)))!.IsRefused("batch-size", 10, 11);
        (await api.QueryAsync(tenant, Aliased(30))).Data();
        (await api.QueryAsync(tenant, Aliased(31))).IsRefused("aliases", 30, 31);
    }

    [Theory]
    [InlineData('x')]
    [InlineData('ж')]
    [InlineData('語')]
    public async Task A_body_of_a_million_characters_of_any_script_can_be_sent_and_read(char letter)
    {
        var tenant = await api.Modules.NewTenantAsync();
        var body = new string(letter, 1_000_000);
        const string create = "mutation($body: String) { createNode(input: { kind: POST, translations: [{ title: \"x\", body: $body }] }) { node { body } } }";

        var stored = (await api.QueryAsync(tenant, create, new { body })).Data()["createNode"]!["node"]!["body"];
        Assert.True(body == (string?)stored);
        Assert.Equal("input.translations[0].body", (await api.QueryAsync(tenant, create, new { body = body + letter })).Error().Extension("field"));
    }
}
