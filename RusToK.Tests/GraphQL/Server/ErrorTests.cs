using System.Text.Json.Nodes;
using Xunit;

namespace RusToK.Tests.GraphQL.Server;

public sealed class ErrorTests : IAsyncLifetime
{
    private TestServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("unauthenticated", "UNAUTHENTICATED", "Sign in first.")]
    [InlineData("forbidden", "FORBIDDEN", "Not yours.")]
    [InlineData("missing", "NOT_FOUND", "No node with id 7.")]
    [InlineData("conflict", "CONFLICT", "Version 3 is not the current one.")]
    [InlineData("limited", "RATE_LIMITED", "Too many.")]
    public async Task What_a_command_throws_reaches_the_client_with_its_code(string how, string code, string message)
    {
        var response = await _server.QueryAsync("query($how: String) { fail(how: $how) hello }", new { how });

        var error = response.Error();
        Assert.Equal(code, error.Extension("code"));
        Assert.Equal(message, (string?)error["message"]);
        Assert.Equal("fail", (string?)error["path"]![0]);
        Assert.NotNull(error["locations"]);
        Assert.NotNull(response["data"]!["hello"]);
        Assert.Empty(_server.Logs.Errors);
    }

    [Fact]
    public async Task Each_broken_rule_of_an_input_is_an_error_with_the_path_of_its_field()
    {
        var response = await _server.QueryAsync("mutation { createBook(input: { title: \"x\" }) }");
        var errors = response["errors"]!.AsArray().Select(e => e!.AsObject()).ToList();

        Assert.Equal(["input.title", "input.parts[0].slug", "key"], errors.Select(e => e.Extension("field")));
        Assert.Equal(["max-length", "pattern", "required"], errors.Select(e => e.Extension("rule")));
        Assert.All(errors, e => Assert.Equal("VALIDATION", e.Extension("code")));
    }

    [Fact]
    public async Task A_variable_of_the_wrong_shape_names_the_path_of_its_part()
    {
        var response = await _server.QueryAsync(
            "mutation($input: BookInput!) { createBook(input: $input) }", new { input = new { title = "x", parts = new object[] { new { slug = 5 } } } });

        Assert.Equal("input.parts[0].slug", response.Error().Extension("field"));
    }

    [Fact]
    public async Task A_literal_of_the_wrong_type_names_its_argument()
    {
        var response = await _server.QueryAsync("{ book(id: \"x\") { id } }");

        Assert.Equal("id", response.Error().Extension("field"));
        Assert.Equal("VALIDATION", response.Error().Extension("code"));
    }

    [Theory]
    [InlineData("{ broken }")]
    [InlineData("{ badExecutionError }")]
    [InlineData("{ nullDespiteNonNull }")]
    [InlineData("{ book { brokenAuthor { id } } }")]
    public async Task A_fault_is_INTERNAL_without_its_text_and_is_logged_once(string query)
    {
        var response = await _server.QueryAsync(query);

        var error = response.Error();
        Assert.Equal("INTERNAL", error.Extension("code"));
        Assert.Equal("An internal error occurred.", (string?)error["message"]);
        Assert.Equal((string?)response["extensions"]!["traceId"], error.Extension("traceId"));
        Assert.DoesNotContain("secret", response.ToJsonString(), StringComparison.Ordinal);
        Assert.Single(_server.Logs.Errors);
    }

    [Fact]
    public async Task A_failed_batch_is_logged_once_for_all_its_fields()
    {
        var response = await _server.QueryAsync("{ books(first: 5) { edges { node { brokenAuthor { id } } } } }");

        Assert.Equal(5, response["errors"]!.AsArray().Count);
        Assert.Single(_server.Logs.Errors);
    }

    [Fact]
    public async Task A_number_that_json_cannot_hold_is_null()
    {
        var data = (await _server.QueryAsync("{ notANumber }")).Data();

        Assert.True(((JsonObject)data).ContainsKey("notANumber"));
        Assert.Null(data["notANumber"]);
    }
}
