using Microsoft.Extensions.DependencyInjection;
using RusToK.Api.GraphQL.Server.Documents;
using RusToK.Core.Caching;
using Xunit;

namespace RusToK.Tests.GraphQL.Server;

public sealed class DocumentCacheTests : IAsyncLifetime
{
    private TestServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private ValueTask<PreparedDocument> FindAsync(string query) =>
        _server.Services.GetRequiredService<DocumentSource>().FindAsync(query, null, TestContext.Current.CancellationToken);

    [Fact]
    public async Task A_valid_document_is_parsed_and_validated_once()
    {
        const string query = "{ book { id } }";
        await _server.QueryAsync(query);

        var first = await FindAsync(query);
        await _server.QueryAsync(query);

        Assert.True(first.Validated);
        Assert.Same(first, await FindAsync(query));
    }

    [Fact]
    public async Task An_invalid_document_is_not_kept()
    {
        const string query = "{ book { nothing } }";
        await _server.QueryAsync(query);

        Assert.False((await FindAsync(query)).Validated);
    }

    [Fact]
    public async Task A_variable_of_the_wrong_type_is_refused_on_a_cached_document()
    {
        const string query = "query($id: Int) { book(id: $id) { id } }";
        Assert.NotNull((await _server.QueryAsync(query, new { id = 1 })).Data());

        var error = (await _server.QueryAsync(query, new { id = "x" })).Error();

        Assert.Equal("VALIDATION", error.Extension("code"));
        Assert.Equal("id", error.Extension("field"));
    }

    [Fact]
    public async Task Arguments_are_checked_on_a_cached_document()
    {
        const string query = "query($n: Int) { even(number: $n) }";
        Assert.NotNull((await _server.QueryAsync(query, new { n = 2 })).Data());

        Assert.Equal("number must be even", (string?)(await _server.QueryAsync(query, new { n = 3 })).Error()["message"]);
    }

    [Theory]
    [InlineData("{ even(number: 2) book(id: 1) { id } }", true)]
    [InlineData("{ even(number: 3) book(id: 1) { id } }", false)]
    [InlineData("query($n: Int = 2) { even(number: $n) }", false)]
    [InlineData("mutation { touch }", false)]
    public async Task What_is_found_of_a_query_without_variables_is_remembered_when_it_is_good(string query, bool remembered)
    {
        var answers = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            var answer = await _server.QueryAsync(query);
            answer.AsObject().Remove("extensions");
            answers.Add(answer.ToJsonString());
        }

        Assert.All(answers, answer => Assert.Equal(answers[0], answer));
        Assert.Equal(remembered, (await FindAsync(query)).Operations[0].Validation is not null);
    }

    [Fact]
    public void The_cache_stays_within_its_bound_and_keeps_what_is_read()
    {
        var cache = new BoundedCache<string>(1000, static value => value.Length);
        cache.Set("hot", new string('x', 10));
        for (var i = 0; i < 10_000; i++)
        {
            cache.Set($"cold {i}", new string('x', 10));
            Assert.True(cache.TryGet("hot", out _));
        }

        Assert.InRange(cache.Count, 50, 100);
        Assert.False(cache.TryGet("cold 0", out _));
    }

    [Fact]
    public void An_entry_larger_than_half_the_cache_is_not_kept()
    {
        var cache = new BoundedCache<string>(100, static value => value.Length);
        cache.Set("large", new string('x', 51));

        Assert.False(cache.TryGet("large", out _));
    }
}
