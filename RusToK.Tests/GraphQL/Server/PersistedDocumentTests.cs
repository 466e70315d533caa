using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RusToK.Api.GraphQL.Server.Documents;
using Xunit;

namespace RusToK.Tests.GraphQL.Server;

public sealed class PersistedDocumentTests : IAsyncLifetime
{
    private const string Query = "query($n: String) { hello(name: $n) }";

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"trusted-{Guid.NewGuid():N}.json");
    private TestServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync();

    public ValueTask DisposeAsync()
    {
        File.Delete(_file);
        return _server.DisposeAsync();
    }

    private static object Extensions(string hash) => new { persistedQuery = new { version = 1, sha256Hash = hash } };

    private static Uri GetAddress(string hash, string? variables = null) => new(
        "/graphql?extensions=" + Uri.EscapeDataString(JsonSerializer.Serialize(Extensions(hash)))
        + (variables is null ? "" : "&variables=" + Uri.EscapeDataString(variables)),
        UriKind.Relative);

    private async Task PersistAsync(string query)
    {
        using var response = await _server.PostAsync(new { query, extensions = Extensions(DocumentHash.Of(query)) });
        Assert.Null((await TestServer.ReadAsync(response))["errors"]);
    }

    [Fact]
    public async Task An_unknown_hash_is_answered_as_Apollo_clients_expect()
    {
        using var response = await _server.PostAsync(new { extensions = Extensions(DocumentHash.Of("{ unknown }")) });
        var error = (await TestServer.ReadAsync(response)).Error();

        Assert.Equal("PersistedQueryNotFound", (string?)error["message"]);
        Assert.Equal("NOT_FOUND", error.Extension("code"));
    }

    [Fact]
    public async Task A_document_sent_with_its_hash_is_found_by_the_hash_with_other_variables()
    {
        await PersistAsync(Query);

        using var response = await _server.PostAsync(new { extensions = Extensions(DocumentHash.Of(Query)), variables = new { n = "again" } });

        Assert.Equal("Привет, again", (string?)(await TestServer.ReadAsync(response)).Data()["hello"]);
    }

    [Fact]
    public async Task A_persisted_document_is_served_over_GET()
    {
        await PersistAsync(Query);

        using var response = await _server.Client.GetAsync(GetAddress(DocumentHash.Of(Query), """{"n":"get"}"""), TestContext.Current.CancellationToken);

        Assert.Equal("Привет, get", (string?)(await TestServer.ReadAsync(response)).Data()["hello"]);
    }

    [Fact]
    public async Task A_mutation_over_GET_is_405()
    {
        await PersistAsync("mutation { touch }");

        using var response = await _server.Client.GetAsync(GetAddress(DocumentHash.Of("mutation { touch }")), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal("POST", response.Content.Headers.Allow.Single());
        Assert.Equal("VALIDATION", (await TestServer.ReadAsync(response)).Error().Extension("code"));
    }

    [Theory]
    [InlineData("/graphql")]
    [InlineData("/graphql?extensions=nonsense")]
    [InlineData("/graphql?extensions=%7B%7D")]
    [InlineData("/graphql?extensions=%7B%7D&extensions=%7B%7D")]
    [InlineData("/graphql?variables=%5B%5D")]
    public async Task A_malformed_GET_is_400(string address)
    {
        using var response = await _server.Client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("VALIDATION", (await TestServer.ReadAsync(response)).Error().Extension("code"));
    }

    [Fact]
    public async Task A_hash_that_is_not_that_of_the_text_is_refused()
    {
        using var response = await _server.PostAsync(new { query = Query, extensions = Extensions(DocumentHash.Of("{ hello }")) });

        Assert.Equal("persisted-query-hash", (await TestServer.ReadAsync(response)).Error().Extension("rule"));
    }

    [Fact]
    public async Task An_invalid_document_is_not_persisted()
    {
        const string invalid = "{ nothing }";
        using var first = await _server.PostAsync(new { query = invalid, extensions = Extensions(DocumentHash.Of(invalid)) });
        using var second = await _server.PostAsync(new { extensions = Extensions(DocumentHash.Of(invalid)) });

        Assert.Equal("PersistedQueryNotFound", (string?)(await TestServer.ReadAsync(second)).Error()["message"]);
    }

    [Fact]
    public async Task A_document_that_was_executed_without_a_hash_before_can_still_be_persisted()
    {
        await _server.QueryAsync(Query);
        await PersistAsync(Query);

        Assert.Equal(Query, await _server.Services.GetRequiredService<IPersistedDocumentStore>()
            .FindAsync(DocumentHash.Of(Query), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Only_registered_documents_are_served_in_trusted_mode()
    {
        await using var server = await StartTrustedAsync();

        using var byHash = await server.PostAsync(new { extensions = Extensions(DocumentHash.Of(Query)), variables = new { n = "me" } });
        Assert.Equal("Привет, me", (string?)(await TestServer.ReadAsync(byHash)).Data()["hello"]);
        Assert.NotNull((await server.QueryAsync(Query)).Data());

        var other = (await server.QueryAsync("{ hello }")).Error();
        Assert.Equal("FORBIDDEN", other.Extension("code"));
        Assert.Equal("trusted-documents", other.Extension("rule"));

        using var persisting = await server.PostAsync(new { query = "{ hello }", extensions = Extensions(DocumentHash.Of("{ hello }")) });
        Assert.Equal("FORBIDDEN", (await TestServer.ReadAsync(persisting)).Error().Extension("code"));
    }

    [Fact]
    public async Task A_trusted_document_under_a_wrong_hash_stops_the_start()
    {
        await File.WriteAllTextAsync(_file, JsonSerializer.Serialize(new Dictionary<string, string> { ["abc"] = Query }), TestContext.Current.CancellationToken);

        var failure = await Assert.ThrowsAsync<InvalidDataException>(
            () => TestServer.StartAsync(("GraphQL:TrustedDocumentsFile", _file)));

        Assert.StartsWith("GraphQL:TrustedDocumentsFile", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trusted_mode_without_a_file_stops_the_start()
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(
            () => TestServer.StartAsync(("GraphQL:TrustedDocumentsOnly", "true")));

        Assert.Contains("GraphQL:TrustedDocumentsOnly needs GraphQL:TrustedDocumentsFile", failure.Message, StringComparison.Ordinal);
    }

    private async Task<TestServer> StartTrustedAsync()
    {
        await File.WriteAllTextAsync(
            _file, JsonSerializer.Serialize(new Dictionary<string, string> { [DocumentHash.Of(Query)] = Query }), TestContext.Current.CancellationToken);
        return await TestServer.StartAsync(("GraphQL:TrustedDocumentsFile", _file), ("GraphQL:TrustedDocumentsOnly", "true"));
    }
}
