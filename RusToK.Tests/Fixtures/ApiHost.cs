using System.Net.Http.Json;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RusToK.Api.GraphQL.Schema;
using RusToK.Core.Commands;
using RusToK.Tests.GraphQL;
using RusToK.Tests.GraphQL.Server;
using Xunit;

namespace RusToK.Tests.Fixtures;

/// <summary>
/// The API itself, its own Program on Kestrel, in this process so that its statements can be counted; with the modules beside it, which
/// prepare its data and play the Worker.
/// </summary>
public class ApiHost(SpineFixture spine) : IAsyncLifetime
{
    private const string TenantHeader = "X-Tenant-ID";

    /// <summary>Letters of all scripts as they are.</summary>
    private static readonly JsonSerializerOptions AsBrowsersWrite = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private Factory? _factory;

    public ModuleHost Modules { get; } = new(spine);

    public HttpClient Client { get; private set; } = null!;

    public Uri Address => Client.BaseAddress!;

    internal RecordedLogs Logs { get; } = new();

    internal IServiceProvider Services => _factory!.Services;

    /// <summary>Configuration by key, beside the connection string.</summary>
    protected virtual IEnumerable<(string Key, string Value)> Settings => [];

    public virtual async ValueTask InitializeAsync()
    {
        await Modules.InitializeAsync();
        _factory = new Factory([("ConnectionStrings:rustok", Modules.Database.App + ";Maximum Pool Size=40"), .. Settings], Logs);
        _factory.UseKestrel(port: 0);
        _factory.StartServer();
        Client = _factory.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_factory is not null)
            await _factory.DisposeAsync();
        await Modules.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Posts an operation in a tenant's name, and marks what it exercised (see <see cref="ExercisesAttribute"/>).</summary>
    public async Task<JsonNode> QueryAsync(Guid tenantId, string query, object? variables = null)
    {
        var answer = JsonNode.Parse(await PostAsync(tenantId, new { query, variables }))!;
        if (answer["errors"] is null)
            Exercised.Note(query);
        return answer;
    }

    /// <inheritdoc cref="QueryAsync(Guid, string, object?)"/>
    public Task<JsonNode> QueryAsync(CommandContext tenant, string query, object? variables = null) => QueryAsync(tenant.TenantId, query, variables);

    /// <summary>Posts a body, JSON already when it is text, and returns the answer as it came.</summary>
    public async Task<string> PostAsync(Guid tenantId, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = body is string text ? new StringContent(text, Encoding.UTF8, "application/json") : JsonContent.Create(body, options: AsBrowsersWrite),
        };
        request.Headers.Add(TenantHeader, tenantId.ToString());
        using var response = await Client.SendAsync(request, ModuleHost.Cancellation);
        return await response.Content.ReadAsStringAsync(ModuleHost.Cancellation);
    }

    private sealed class Factory(IEnumerable<(string Key, string Value)> settings, RecordedLogs logs) : WebApplicationFactory<RusToKSchema>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            foreach (var (key, value) in settings)
                builder.UseSetting(key, value);
            builder.ConfigureServices(services => services.AddLogging(logging => logging.ClearProviders().AddProvider(logs)));
        }
    }
}
