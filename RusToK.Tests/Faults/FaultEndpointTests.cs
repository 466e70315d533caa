using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RusToK.Core.Faults;
using RusToK.ServiceDefaults.Faults;
using Xunit;

namespace RusToK.Tests.Faults;

/// <summary>The endpoints as a process has them that knows no accounts: the token of the process, and what is wrong with a request.</summary>
public sealed class FaultEndpointTests : IAsyncLifetime
{
    private const string Token = "a-token-that-is-long-enough-to-be-one";

    private WebApplication _app = null!;
    private HttpClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("Faults:Enabled", (string?)"true"), KeyValuePair.Create("Faults:Token", (string?)Token)]);
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        builder.Services.AddFaults(builder.Configuration);
        builder.Services.AddFaultSeam(_ => new FaultSeam(FaultSeams.Handler) { Handlers = ["content"], EventTypes = ["node.published"] });
        _app = builder.Build();
        _app.MapFaults()!.RequireFaultToken();
        await _app.StartAsync(Cancellation);
        _client = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Bearer another-token-that-is-long-enough-too")]
    [InlineData($"Basic {Token}")]
    public async Task Nobody_without_the_token_reads_or_switches(string? authorization)
    {
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Delete])
        {
            using var answer = await SendAsync(method, "/faults", authorization: authorization);
            Assert.Equal((HttpStatusCode.Unauthorized, "Bearer"), (answer.StatusCode, answer.Headers.WwwAuthenticate.ToString()));
        }

        using var put = await SendAsync(HttpMethod.Put, "/faults/redis-error", authorization: authorization);
        Assert.Equal("UNAUTHENTICATED", (string?)(await BodyAsync(put))["code"]);
        Assert.True(_app.Services.GetRequiredService<ActiveFaults>().AreQuiet);
    }

    [Fact]
    public async Task A_fault_is_switched_on_told_of_and_switched_off()
    {
        using (var on = await SendAsync(HttpMethod.Put, "/faults/handler-slow", """{"rate": 0.5, "latencySeconds": 0.2, "durationSeconds": 30, "handler": "content"}"""))
        {
            Assert.Equal(HttpStatusCode.OK, on.StatusCode);
            var active = (await BodyAsync(on))["active"]!;
            Assert.Equal((0.5, 0.2, "content"), ((double)active["rate"]!, (double)active["latencySeconds"]!, (string?)active["handler"]));
            Assert.InRange((double)active["leftSeconds"]!, 1, 30);
        }

        using (var without = await SendAsync(HttpMethod.Put, "/faults/redis-error"))
            Assert.Equal(HttpStatusCode.OK, without.StatusCode);
        Assert.Equal(["handler-slow", "redis-error"], await ActiveAsync());

        using (var off = await SendAsync(HttpMethod.Delete, "/faults/handler-slow"))
            Assert.Equal(HttpStatusCode.NoContent, off.StatusCode);
        Assert.Equal(["redis-error"], await ActiveAsync());
        using (var off = await SendAsync(HttpMethod.Delete, "/faults"))
            Assert.Equal(HttpStatusCode.NoContent, off.StatusCode);
        Assert.Empty(await ActiveAsync());
    }

    [Theory]
    [InlineData("handler-slow", "{", "body", "json")]
    [InlineData("handler-slow", "[]", "body", "type")]
    [InlineData("handler-slow", """{"latencySeconds": "1"}""", "latencySeconds", "type")]
    [InlineData("handler-slow", """{"handler": 7}""", "handler", "type")]
    [InlineData("handler-slow", """{"latency": 1}""", "latency", "known-member")]
    [InlineData("handler-slow", "{}", "latencySeconds", "required")]
    [InlineData("handler-slow", """{"latencySeconds": 1, "handler": "contents"}""", "handler", "one-of")]
    [InlineData("handler-error", """{"rate": 0}""", "rate", "range")]
    [InlineData("handler-error", """{"durationSeconds": 3600}""", "durationSeconds", "range")]
    [InlineData("handler-error", """{"field": "Query.node"}""", "field", "not-taken")]
    public async Task Bad_input_is_told_why(string fault, string body, string field, string rule)
    {
        using var answer = await SendAsync(HttpMethod.Put, $"/faults/{fault}", body);
        var problem = await BodyAsync(answer);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal(("VALIDATION", field, rule), ((string?)problem["code"], (string?)problem["field"], (string?)problem["rule"]));
        Assert.Equal(field, (string?)problem["errors"]![0]!["extensions"]!["field"]);
        Assert.True(_app.Services.GetRequiredService<ActiveFaults>().AreQuiet);
    }

    [Theory]
    [InlineData("flood", "There is no such fault; here are ")]
    [InlineData("resolver-error", "The fault resolver-error strikes at the seam resolver, which this process does not have")]
    public async Task A_fault_that_is_not_here_is_not_found(string fault, string beginning)
    {
        foreach (var method in (HttpMethod[])[HttpMethod.Put, HttpMethod.Delete])
        {
            using var answer = await SendAsync(method, $"/faults/{fault}");
            var problem = await BodyAsync(answer);
            Assert.Equal((HttpStatusCode.NotFound, "name"), (answer.StatusCode, (string?)problem["field"]));
            Assert.StartsWith(beginning, (string?)problem["detail"], StringComparison.Ordinal);
        }
    }

    private async Task<IEnumerable<string?>> ActiveAsync()
    {
        using var answer = await SendAsync(HttpMethod.Get, "/faults");
        return [.. (await BodyAsync(answer)).AsArray().Where(fault => fault!["active"] is not null).Select(fault => (string?)fault!["name"]).Order()];
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body = null, string? authorization = $"Bearer {Token}")
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return _client.SendAsync(request, Cancellation);
    }

    private static async Task<JsonNode> BodyAsync(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
}
