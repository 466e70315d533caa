using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RusToK.Api.GraphQL.Server;
using Xunit;

namespace RusToK.Tests.GraphQL.Server;

/// <summary>The GraphQL server over the test schema on Kestrel.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestServer(WebApplication app, RecordedLogs logs)
    {
        _app = app;
        Logs = logs;
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Client = new HttpClient { BaseAddress = new Uri(address) };
        Probe = app.Services.GetRequiredService<TestSchema.Probe>();
    }

    public HttpClient Client { get; }

    public RecordedLogs Logs { get; }

    public TestSchema.Probe Probe { get; }

    public IServiceProvider Services => _app.Services;

    /// <param name="settings">Configuration by key, such as <c>GraphQL:MaxDepth</c>.</param>
    public static Task<TestServer> StartAsync(params (string Key, string Value)[] settings) => StartAsync(Environments.Production, settings);

    /// <param name="environment">One of <see cref="Environments"/>.</param>
    /// <param name="settings">Configuration by key, such as <c>GraphQL:MaxDepth</c>.</param>
    public static async Task<TestServer> StartAsync(string environment, params (string Key, string Value)[] settings)
    {
        // No configuration files: each host would watch them with an inotify instance of its own.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        var logs = new RecordedLogs();
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.Services.AddSingleton<TestSchema.Probe>();
        builder.Services.AddScoped<TestSchema.Scoped>();
        builder.Services.AddGraphQLServer<TestSchema>();
        var app = builder.Build();
        app.MapGraphQL();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TestServer(app, logs);
    }

    /// <summary>Posts an operation and returns the response's JSON.</summary>
    public async Task<JsonNode> QueryAsync(string query, object? variables = null, string? operationName = null)
    {
        using var response = await PostAsync(new { query, variables, operationName });
        return await ReadAsync(response);
    }

    public Task<HttpResponseMessage> PostAsync(object body, string? accept = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(body) };
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        return Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> PostTextAsync(string body, string contentType = "application/json") =>
        Client.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, "/graphql")
            {
                Content = new StringContent(body, Encoding.UTF8) { Headers = { ContentType = new(contentType) } },
            },
            TestContext.Current.CancellationToken);

    public static async Task<JsonNode> ReadAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
