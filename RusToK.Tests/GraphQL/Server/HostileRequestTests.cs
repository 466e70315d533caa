using System.Net;
using System.Text;
using System.Text.Json;
using Xunit;

namespace RusToK.Tests.GraphQL.Server;

public sealed class HostileRequestTests : IAsyncLifetime
{
    // Far above what any of them takes, far below what a quadratic or exponential one would.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private TestServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    public static TheoryData<string, string> Documents => new()
    {
        { "self-cyclic fragment", "{ book { ...a } } fragment a on Book { ...a }" },
        { "cycle of three", "{ book { ...a } } fragment a on Book { ...b } fragment b on Book { ...c } fragment c on Book { ...a }" },
        { "exponential fragments", "{ ...f0 }" + string.Concat(Enumerable.Range(0, 45).Select(i => $" fragment f{i} on Query {{ ...f{i + 1} ...f{i + 1} ...f{i + 1} }}")) + " fragment f45 on Query { hello }" },
        { "exponential without leaves", "{ ...f0 }" + string.Concat(Enumerable.Range(0, 45).Select(i => $" fragment f{i} on Query {{ ...f{i + 1} ...f{i + 1} }}")) + " fragment f45 on Query { ...f0 }" },
        { "spreads by the thousand", "{" + string.Concat(Enumerable.Repeat(" ...f", 9000)) + "} fragment f on Query { hello }" },
        { "empty inline fragments nested", "{" + string.Concat(Enumerable.Repeat("...{", 110)) + "hello" + new string('}', 111) },
        { "same field a thousand times", "{" + string.Concat(Enumerable.Repeat(" book { id }", 499)) + "}" },
        { "same nested field many times", "{" + string.Concat(Enumerable.Repeat(" book { next { next { next { id } } } }", 190)) + "}" },
        { "deep list literal", "{ book(id: " + new string('[', 240) + new string(']', 240) + ") { id } }" },
        { "deep object literal", "{ book(id: " + string.Concat(Enumerable.Repeat("{a:", 100)) + "1" + new string('}', 100) + ") { id } }" },
        { "very deep list literal", "{ book(id: " + new string('[', 20_000) },
        { "many variables", "query(" + string.Concat(Enumerable.Range(0, 3000).Select(i => $"$v{i}: Int ")) + ") { hello }" },
        { "many arguments", "{ book(" + string.Concat(Enumerable.Range(0, 4000).Select(i => $"a{i}: 1 ")) + ") { id } }" },
        { "long name", "{ " + new string('a', 50_000) + " }" },
        { "huge integer", "{ book(id: " + new string('9', 50_000) + ") { id } }" },
        { "integer beyond the type", "{ book(id: 99999999999999999999) { id } }" },
        { "float beyond the type", "{ books(first: 1e999) { edges { cursor } } }" },
        { "unterminated block string", "{ hello(name: \"\"\"" + new string('x', 1000) },
        { "null byte", "{ hel\0lo }" },
        { "type definitions", "type Query { a: Int } extend type Query { b: Int } schema { query: Query }" },
        { "variables used as types", "query($a: Query, $b: [Nothing!]!) { hello(name: $a) }" },
        { "fragment on a scalar", "{ ...f } fragment f on String { length }" },
        { "unknown directive arguments", "{ hello @skip(if: 5) @include }" },
        { "duplicate everything", "query a($x: Int, $x: Int) { hello(name: 1, name: 2) } query a { hello } fragment f on Query { hello } fragment f on Query { hello }" },
        { "subscription", "subscription { a b }" },
        { "only a comment", "# nothing" },
        { "empty", "" },
        { "lone brace", "}" },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task A_hostile_document_is_refused_in_time(string name, string query)
    {
        Assert.NotEmpty(name);
        using var response = await _server.PostAsync(new { query }, "application/graphql-response+json")
            .WaitAsync(Deadline, TestContext.Current.CancellationToken);

        await AssertRefusedOrAnsweredAsync(response, query);
    }

    [Fact]
    public async Task Numbers_of_any_length_in_variables_are_refused_quickly()
    {
        using var response = await _server.PostTextAsync(
            "{\"query\":\"query($id: Int) { book(id: $id) { id } }\",\"variables\":{\"id\":" + new string('9', 900_000) + "}}")
            .WaitAsync(Deadline, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Three_thousand_random_documents_never_fail_the_server()
    {
        var random = new Random(20_261);
        for (var i = 0; i < 3000; i++)
        {
            var query = RandomDocument(random);
            object variables = new { a = RandomValue(random), b = RandomValue(random) };
            using var response = await _server.PostAsync(new { query, variables }, "application/graphql-response+json");
            await AssertRefusedOrAnsweredAsync(response, query);
        }
    }

    [Fact]
    public async Task A_thousand_corrupted_bodies_never_fail_the_server()
    {
        var random = new Random(7);
        var valid = JsonSerializer.SerializeToUtf8Bytes(new
        {
            query = "query q($a: Int) { book(id: $a) { id title author { name } } }",
            variables = new { a = 1, b = new[] { "x", "\u00e9" } },
            operationName = "q",
            extensions = new { persistedQuery = (object?)null },
        });
        for (var i = 0; i < 1000; i++)
        {
            var body = valid.ToArray();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
                body[random.Next(body.Length)] = (byte)random.Next(256);
            var content = new ByteArrayContent(body, 0, random.Next(4) == 0 ? random.Next(body.Length) : body.Length);
            content.Headers.ContentType = new("application/json");
            using var response = await _server.Client.PostAsync(new Uri("/graphql", UriKind.Relative), content, TestContext.Current.CancellationToken);
            await AssertRefusedOrAnsweredAsync(response, Convert.ToHexString(body));
        }
    }

    private static async Task AssertRefusedOrAnsweredAsync(HttpResponseMessage response, string request)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True((int)response.StatusCode < 500, $"{response.StatusCode} for {request}");
        using var json = JsonDocument.Parse(text);
        Assert.DoesNotContain("\"INTERNAL\"", text, StringComparison.Ordinal);
        if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("errors", out var errors))
            Assert.All(errors.EnumerateArray(), e => Assert.Equal("VALIDATION", e.GetProperty("extensions").GetProperty("code").GetString()));
    }

    private static string RandomDocument(Random random)
    {
        string[] tokens =
        [
            "{", "}", "{", "}", "(", ")", "[", "]", ":", "!", "$", "@", "...", "|", "=", "&", "\"", "\"\"\"", "#", "\n", " ",
            "query", "mutation", "fragment", "on", "hello", "book", "books", "id", "next", "author", "first", "edges", "node",
            "__typename", "__schema", "types", "name", "Book", "Query", "Int", "String", "$a", "$b", "@skip(if: true)", "if",
            "1", "-1", "99999999999", "1.5", "1e5", "true", "null", "RED", "\"x\"", "\\u0000", "é", "{ book { id } }", "...f",
            "fragment f on Book { id }", "(first: 5)", "(id: $a)", "query q($a: Int)", "touch", "createBook(input: {title: \"x\"})",
        ];
        var text = new StringBuilder(random.Next(3) == 0 ? "{ " : random.Next(2) == 0 ? "query q($a: Int, $b: String) { " : "");
        for (var count = random.Next(1, 40); count > 0; count--)
            text.Append(tokens[random.Next(tokens.Length)]).Append(random.Next(4) == 0 ? "" : " ");
        if (random.Next(2) == 0)
            text.Append(" }");
        return text.ToString();
    }

    private static object? RandomValue(Random random, int depth = 0) => random.Next(depth > 3 ? 6 : 8) switch
    {
        0 => null,
        1 => random.Next(),
        2 => random.NextInt64(),
        3 => random.NextDouble() * 1e30,
        4 => "text",
        5 => random.Next(2) == 0,
        6 => Enumerable.Range(0, random.Next(4)).Select(_ => RandomValue(random, depth + 1)).ToArray(),
        _ => new Dictionary<string, object?> { ["x"] = RandomValue(random, depth + 1), ["title"] = RandomValue(random, depth + 1) },
    };
}
