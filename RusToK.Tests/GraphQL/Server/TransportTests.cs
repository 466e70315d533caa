using System.Net;
using System.Text;
using Xunit;

namespace RusToK.Tests.GraphQL.Server;

public sealed class TransportTests : IAsyncLifetime
{
    private TestServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_query_is_answered_as_json_without_escaping_other_scripts()
    {
        using var response = await _server.PostAsync(new { query = "query($n: String) { hello(name: $n) }", variables = new { n = "мир <b>" } });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("\"data\":{\"hello\":\"Привет, мир <b>\"}", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_named_operation_of_several_is_executed()
    {
        var response = await _server.QueryAsync("query a { hello } query b { book { id } }", operationName: "b");

        Assert.Equal(1, (int)response.Data()["book"]!["id"]!);
    }

    [Theory]
    [InlineData("query a { hello } query b { hello }", null, "operation-name")]
    [InlineData("query a { hello }", "b", "operation-name")]
    [InlineData("fragment f on Query { hello }", null, "operation")]
    [InlineData("subscription { hello }", null, "operation-type")]
    [InlineData("{ hello ", null, "syntax")]
    public async Task A_document_without_the_operation_is_refused(string query, string? operationName, string rule)
    {
        var response = await _server.QueryAsync(query, operationName: operationName);

        Assert.Equal("VALIDATION", response.Error().Extension("code"));
        Assert.Equal(rule, response.Error().Extension("rule"));
    }

    [Theory]
    [InlineData("application/graphql-response+json", "application/graphql-response+json", HttpStatusCode.BadRequest)]
    [InlineData("application/json;q=0.5, application/graphql-response+json", "application/graphql-response+json", HttpStatusCode.BadRequest)]
    [InlineData("application/json, application/graphql-response+json;q=0.5", "application/json", HttpStatusCode.OK)]
    [InlineData("application/json", "application/json", HttpStatusCode.OK)]
    [InlineData("*/*", "application/json", HttpStatusCode.OK)]
    public async Task An_invalid_document_has_the_status_of_the_negotiated_media_type(string accept, string mediaType, HttpStatusCode status)
    {
        using var response = await _server.PostAsync(new { query = "{ nothing }" }, accept);

        Assert.Equal(mediaType, response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task A_field_error_beside_data_is_200_in_either_media_type()
    {
        using var response = await _server.PostAsync(new { query = "{ hello broken }" }, "application/graphql-response+json");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Neither_media_type_acceptable_is_406()
    {
        using var response = await _server.PostAsync(new { query = "{ hello }" }, "text/html");

        Assert.Equal(HttpStatusCode.NotAcceptable, response.StatusCode);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    public async Task A_body_that_is_not_json_in_utf8_is_415(string contentType)
    {
        using var response = await _server.PostTextAsync("""{"query":"{ hello }"}""", contentType: "application/json");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new ByteArrayContent("{}"u8.ToArray()) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using var refused = await _server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, refused.StatusCode);
        Assert.Equal("VALIDATION", (await TestServer.ReadAsync(refused)).Error().Extension("code"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("nonsense")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("\"{ hello }\"")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[1]")]
    [InlineData("[[]]")]
    [InlineData("{\"query\":1}")]
    [InlineData("{\"query\":null}")]
    [InlineData("{\"query\":{}}")]
    [InlineData("{\"query\":\"{ hello }\"} trailing")]
    [InlineData("{\"query\":\"{ hello }\",\"variables\":[]}")]
    [InlineData("{\"query\":\"{ hello }\",\"variables\":\"x\"}")]
    [InlineData("{\"query\":\"{ hello }\",\"variables\":{\"a\":1,\"a\":2}}")]
    [InlineData("{\"query\":\"{ hello }\",\"variables\":{\"a\":1e999}}")]
    [InlineData("{\"query\":\"\\ud800\"}")]
    [InlineData("{\"query\":\"{ hello }\",\"operationName\":5}")]
    [InlineData("{\"query\":\"{ hello }\",\"extensions\":5}")]
    [InlineData("{\"query\":\"{ hello }\",\"extensions\":{\"persistedQuery\":5}}")]
    [InlineData("{\"query\":\"{ hello }\",\"extensions\":{\"persistedQuery\":{\"version\":2,\"sha256Hash\":\"a\"}}}")]
    [InlineData("{\"query\":\"{ hello }\",\"extensions\":{\"persistedQuery\":{\"version\":1}}}")]
    public async Task A_malformed_request_is_400_with_code_VALIDATION(string body)
    {
        using var response = await _server.PostTextAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("VALIDATION", (await TestServer.ReadAsync(response)).Error().Extension("code"));
    }

    [Fact]
    public async Task Nesting_of_json_beyond_bounds_is_400()
    {
        using var response = await _server.PostTextAsync("{\"query\":\"{ hello }\",\"variables\":{\"a\":" + new string('[', 100_000));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_the_bound_is_413_with_and_without_a_length(bool chunked)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = new StringContent("{\"query\":\"" + new string(' ', 4 * 1024 * 1024) + "\"}", Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = chunked;
        using var response = await _server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        var error = (await TestServer.ReadAsync(response)).Error();
        Assert.Equal("request-size", error.Extension("rule"));
        Assert.Equal("4194304", error.Extension("limit"));
        Assert.True((long)error["extensions"]!["actual"]! > 4 * 1024 * 1024);
    }

    [Fact]
    public async Task A_batch_is_answered_in_order()
    {
        using var response = await _server.PostAsync(new object[] { new { query = "{ book(id: 1) { id } }" }, new { query = "{ nothing }" }, new { query = "{ book(id: 3) { id } }" } });
        var results = (await TestServer.ReadAsync(response)).AsArray();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(3, results.Count);
        Assert.Equal(1, (int)results[0]!.Data()["book"]!["id"]!);
        Assert.Equal("VALIDATION", results[1]!.Error().Extension("code"));
        Assert.Equal(3, (int)results[2]!.Data()["book"]!["id"]!);
    }

    [Fact]
    public async Task A_batch_over_the_bound_is_refused_as_a_whole()
    {
        using var response = await _server.PostAsync(Enumerable.Range(0, 13).Select(_ => new { query = "{ hello }" }).ToArray());

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        (await TestServer.ReadAsync(response)).IsRefused("batch-size", 10, 13);
    }

    [Fact]
    public async Task GET_with_the_text_of_a_document_is_refused()
    {
        using var response = await _server.Client.GetAsync(new Uri("/graphql?query=%7Bhello%7D", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("persisted-query", (await TestServer.ReadAsync(response)).Error().Extension("rule"));
    }

    [Fact]
    public async Task The_schema_is_served_as_SDL_and_revalidated()
    {
        using var response = await _server.Client.GetAsync(new Uri("/graphql/schema", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("type BookConnection", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        var again = new HttpRequestMessage(HttpMethod.Get, "/graphql/schema");
        again.Headers.IfNoneMatch.Add(response.Headers.ETag!);
        using var unchanged = await _server.Client.SendAsync(again, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task Without_introspection_neither_SDL_nor_schema_fields_are_served()
    {
        await using var server = await TestServer.StartAsync(("GraphQL:Introspection", "false"));
        using var sdl = await server.Client.GetAsync(new Uri("/graphql/schema", UriKind.Relative), TestContext.Current.CancellationToken);
        var response = await server.QueryAsync("{ __schema { types { name } } }");

        Assert.Equal(HttpStatusCode.NotFound, sdl.StatusCode);
        Assert.Equal("VALIDATION", response.Error().Extension("code"));
        Assert.Equal("Query", (string?)(await server.QueryAsync("{ __typename }")).Data()["__typename"]);
    }

    [Fact]
    public async Task Responses_allow_no_content_to_be_loaded()
    {
        using var response = await _server.PostAsync(new { query = "{ hello }" });

        Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
    }
}
