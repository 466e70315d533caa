using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using RusToK.Core.Commands;
using RusToK.Tests.GraphQL;
using RusToK.Tests.GraphQL.Server;
using Xunit;

namespace RusToK.Tests.Fixtures;

/// <summary>
/// The API itself, its own Program on Kestrel, in this process so that its statements can be counted; with the modules beside it, which
/// prepare its data and play the Worker. The tests of all classes share one, each in tenants of its own; see <see cref="LoneApiHost"/>.
/// </summary>
public class ApiHost(SpineFixture spine) : IAsyncLifetime
{
    private const string TenantHeader = "X-Tenant-ID";

    /// <summary>Letters of all scripts as they are.</summary>
    private static readonly JsonSerializerOptions AsBrowsersWrite = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private RunningApi _api = null!;
    private AdminTokens _admins = null!;

    public ModuleHost Modules { get; private set; } = null!;

    public HttpClient Client => _api.Client;

    public Uri Address => Client.BaseAddress!;

    internal RecordedLogs Logs => _api.Logs;

    /// <summary>Whether the API and its database are this one's own.</summary>
    protected virtual bool IsAlone => false;

    /// <summary>Configuration by key, of one that is alone.</summary>
    protected virtual IEnumerable<(string Key, string Value)> Settings => [];

    public virtual async ValueTask InitializeAsync()
    {
        Modules = IsAlone ? new LoneModuleHost(spine) : new ModuleHost(spine);
        await Modules.InitializeAsync();
        _api = IsAlone ? RunningApi.Start(Modules.Database, Settings) : await spine.SharedApiAsync();
        _admins = new AdminTokens(Modules.Services, Client);
    }

    public async ValueTask DisposeAsync()
    {
        if (IsAlone && _api is not null)
            await _api.DisposeAsync();
        await Modules.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>An access token of the tenant's administrator.</summary>
    public Task<string> AdminTokenAsync(Guid tenantId) => _admins.OfAsync(tenantId);

    /// <summary>Posts an operation as the tenant's administrator, and marks what it exercised (see <see cref="ExercisesAttribute"/>).</summary>
    public async Task<JsonNode> QueryAsync(Guid tenantId, string query, object? variables = null)
    {
        var answer = JsonNode.Parse(await PostAsync(tenantId, new { query, variables }))!;
        if (answer["errors"] is null)
            Exercised.Note(query);
        return answer;
    }

    /// <inheritdoc cref="QueryAsync(Guid, string, object?)"/>
    public Task<JsonNode> QueryAsync(CommandContext tenant, string query, object? variables = null) => QueryAsync(tenant.TenantId, query, variables);

    /// <summary>Posts a body, JSON already when it is text, as the tenant's administrator, and returns the answer as it came.</summary>
    public async Task<string> PostAsync(Guid tenantId, object body) => await PostAsync(tenantId, body, await AdminTokenAsync(tenantId));

    /// <summary>Posts a body as nobody, or as whoever a token is of.</summary>
    public async Task<string> PostAsync(Guid tenantId, object body, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = body is string text ? new StringContent(text, Encoding.UTF8, "application/json") : JsonContent.Create(body, options: AsBrowsersWrite),
        };
        request.Headers.Add(TenantHeader, tenantId.ToString());
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await Client.SendAsync(request, ModuleHost.Cancellation);
        return await response.Content.ReadAsStringAsync(ModuleHost.Cancellation);
    }
}

/// <summary>The API with settings and a database of its own.</summary>
public class LoneApiHost(SpineFixture spine) : ApiHost(spine)
{
    protected override bool IsAlone => true;
}
