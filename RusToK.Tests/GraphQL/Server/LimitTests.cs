using Microsoft.Extensions.Options;
using Xunit;

namespace RusToK.Tests.GraphQL.Server;

public sealed class LimitTests : IAsyncLifetime
{
    private TestServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static string Nested(int depth) =>
        "{ book " + string.Concat(Enumerable.Repeat("{ next ", depth - 2)) + "{ id }" + new string('}', depth - 2) + " }";

    [Fact]
    public async Task Twelve_levels_are_executed() => Assert.NotNull((await _server.QueryAsync(Nested(12))).Data());

    [Fact]
    public async Task Thirteen_levels_are_refused() => (await _server.QueryAsync(Nested(13))).IsRefused("depth", 12, 13);

    [Fact]
    public async Task Depth_counts_through_fragments()
    {
        var response = await _server.QueryAsync(
            "{ book { next { next { next { next { ...f } } } } } } fragment f on Book { next { next { next { next { next { next { next { next { id } } } } } } } } }");

        response.IsRefused("depth", 12, 14);
    }

    [Fact]
    public async Task Syntax_nested_beyond_reason_is_refused_before_it_is_measured()
    {
        var response = await _server.QueryAsync(Nested(5000));

        Assert.Equal("syntax-depth", response.Error().Extension("rule"));
        Assert.Equal("256", response.Error().Extension("limit"));
    }

    [Fact]
    public async Task A_document_over_the_bound_is_refused() =>
        (await _server.QueryAsync("{ hello }" + new string(' ', 50 * 1024))).IsRefused("document-length", 51200, 51209);

    [Fact]
    public async Task Aliases_are_bounded() =>
        (await _server.QueryAsync("{" + string.Concat(Enumerable.Range(0, 31).Select(i => $" a{i}: hello")) + "}")).IsRefused("aliases", 30, 31);

    [Fact]
    public async Task Directives_are_bounded() =>
        (await _server.QueryAsync("{ hello" + string.Concat(Enumerable.Repeat(" @x", 51)) + "}")).IsRefused("directives", 50, 51);

    [Fact]
    public async Task Definitions_are_bounded() =>
        (await _server.QueryAsync("{ hello }" + string.Concat(Enumerable.Range(0, 50).Select(i => $" fragment f{i} on Query {{ hello }}"))))
            .IsRefused("definitions", 50, 51);

    [Fact]
    public async Task Fields_are_bounded() =>
        (await _server.QueryAsync("{" + string.Concat(Enumerable.Repeat(" hello", 1001)) + "}")).IsRefused("fields", 1000, 1001);

    [Fact]
    public async Task Fields_are_counted_as_often_as_fragments_repeat_them()
    {
        var fragments = string.Concat(Enumerable.Range(0, 40).Select(i => $" fragment f{i} on Query {{ ...f{i + 1} ...f{i + 1} }}"));

        var response = await _server.QueryAsync("{ ...f0 }" + fragments + " fragment f40 on Query { hello }");

        Assert.Equal("fields", response.Error().Extension("rule"));
    }

    [Theory]
    [InlineData(101, 100)]
    [InlineData(int.MaxValue, 100)]
    [InlineData(0, 1)]
    [InlineData(-5, 1)]
    public async Task Page_sizes_out_of_bounds_are_refused_as_literal_and_as_variable(int size, int limit)
    {
        (await _server.QueryAsync($"{{ books(first: {size}) {{ pageInfo {{ hasNextPage }} }} }}")).IsRefused("page-size", limit, size);

        var byVariable = await _server.QueryAsync("query($n: Int) { books(last: $n) { pageInfo { hasNextPage } } }", new { n = size });
        byVariable.IsRefused("page-size", limit, size);
        Assert.Equal("last", byVariable.Error().Extension("field"));
    }

    [Fact]
    public async Task A_page_of_a_hundred_is_within_the_complexity()
    {
        var response = await _server.QueryAsync("{ books(first: 100) { edges { cursor node { id title author { name } } } pageInfo { hasNextPage } } }");

        Assert.Equal(100, response.Data()["books"]!["edges"]!.AsArray().Count);
    }

    [Fact]
    public async Task Complexity_multiplies_by_page_size_and_by_assumed_list_size()
    {
        // books 1 + 29 x (node 1 + related 20 x 1)
        (await _server.QueryAsync("{ books(first: 29) { edges { node { related { id } } } } }")).IsRefused("complexity", 600, 610);

        // books 1 + 29 x (node 1 + fewRelated 2 x 1)
        Assert.NotNull((await _server.QueryAsync("{ books(first: 29) { edges { node { fewRelated { id } } } } }")).Data());
    }

    [Fact]
    public async Task A_connection_without_page_size_counts_as_twenty() =>
        (await _server.QueryAsync("{ a: books { edges { node { related { id } related { next { id } } } } } }")).IsRefused("complexity", 600, 1 + (20 * (1 + 20 + 40)));

    [Fact]
    public async Task Complexity_of_a_cached_document_follows_its_variables()
    {
        const string query = "query($n: Int) { books(first: $n) { edges { node { related { id } } } } }";

        Assert.NotNull((await _server.QueryAsync(query, new { n = 2 })).Data());
        (await _server.QueryAsync(query, new { n = 50 })).IsRefused("complexity", 600, 1 + (50 * 21));
        Assert.NotNull((await _server.QueryAsync(query, new { n = 3 })).Data());
    }

    [Fact]
    public async Task The_introspection_that_clients_send_is_within_the_limits()
    {
        const string type = "fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } } }";
        var response = await _server.QueryAsync(
            "query IntrospectionQuery { __schema { queryType { name } mutationType { name } subscriptionType { name } types { ...F } directives { name description locations args { ...I } } } } "
            + "fragment F on __Type { kind name description fields(includeDeprecated: true) { name description args { ...I } type { ...T } isDeprecated deprecationReason } inputFields { ...I } interfaces { ...T } enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason } possibleTypes { ...T } } "
            + "fragment I on __InputValue { name description type { ...T } defaultValue } " + type);

        Assert.NotEmpty(response.Data()["__schema"]!["types"]!.AsArray());
    }

    [Fact]
    public async Task Introspection_that_multiplies_itself_is_refused() =>
        (await _server.QueryAsync("{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }"))
            .IsRefused("introspection-recursion", 3, 4);

    [Fact]
    public async Task Cyclic_fragments_are_refused()
    {
        var response = await _server.QueryAsync("{ book { ...a } } fragment a on Book { next { ...b } } fragment b on Book { next { ...a } }");

        Assert.Equal("VALIDATION", response.Error().Extension("code"));
        Assert.Null(response["data"]);
    }

    [Fact]
    public async Task Limits_are_options()
    {
        await using var server = await TestServer.StartAsync(("GraphQL:MaxDepth", "2"));

        (await server.QueryAsync("{ book { next { id } } }")).IsRefused("depth", 2, 3);
    }

    [Fact]
    public async Task A_limit_that_makes_no_sense_stops_the_start_and_names_its_key()
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => TestServer.StartAsync(("GraphQL:MaxDepth", "0")));

        Assert.Contains("GraphQL:MaxDepth must be at least 1, but is 0.", failure.Message, StringComparison.Ordinal);
    }
}
