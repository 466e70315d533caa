using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using RusToK.Core.Commands;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Users;
using RusToK.Core.Identity.Users.Commands;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Commands;
using RusToK.Embedded;
using RusToK.Embedded.Servers;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Tracing;
using Xunit;

namespace RusToK.Tests.EndToEnd;

/// <summary>
/// The product as it runs: an API and a Worker process on real servers, their telemetry in the dashboard and in Prometheus. Shared by
/// the tests of the collection, which leave it as they found it.
/// </summary>
public sealed class RunningSystem(SpineFixture spine) : IAsyncLifetime
{
    private const string Password = "a long enough secret";

    private readonly ConcurrentDictionary<string, string> _tokens = new();
    private EmbeddedServers _servers = null!;
    private ProjectProcess _worker = null!;
    private ProjectProcess _api = null!;
    private Microsoft.Extensions.DependencyInjection.ServiceProvider _services = null!;

    internal HttpClient Api { get; private set; } = null!;

    internal HttpClient Worker { get; private set; } = null!;

    internal TelemetryApi Telemetry { get; private set; } = null!;

    internal Uri Prometheus => _servers.Prometheus.Address;

    internal SpineDatabase Database { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _servers = await EmbeddedServers.StartAsync(new EmbeddedServersOptions { Postgres = false, Prometheus = true, Dashboard = true });
        Database = await spine.CreateDatabaseAsync(CancellationToken.None);
        _api = new ProjectProcess("RusToK.Api", "api-1", Environment("rustok-api", Database.App));
        _worker = new ProjectProcess("RusToK.Worker", "worker-1", Environment("rustok-worker", Database.Worker));
        await Task.WhenAll(_api.StartAsync(CancellationToken.None), _worker.StartAsync(CancellationToken.None));
        await _servers.Prometheus.SetTargetsAsync(
            [new ScrapeTarget("rustok-api", "api-1", _api.Port), new ScrapeTarget("rustok-worker", "worker-1", _worker.Port)]);
        Api = new HttpClient { BaseAddress = _api.Address };
        Worker = new HttpClient { BaseAddress = _worker.Address };
        Telemetry = new TelemetryApi(_servers.Dashboard.TelemetryApi);
        _services = TestServices.Build(Database.App);
    }

    /// <summary>A new tenant, reached by its slug, with an administrator in whose name its operations run.</summary>
    internal async Task<Tenant> NewTenantAsync(string? domain = null)
    {
        var id = Guid.CreateVersion7();
        var tenant = await TestServices.SendAsync<CreateTenant, Tenant>(
            _services, new CommandContext(id, "en", null, id), new CreateTenant("Test", "t" + id.ToString("N"), domain, "en"));
        var admin = await SendAsync<CreateUser, User>(id, new CreateUser("admin@example.test", null, Role.Admin, Password));
        var signedIn = await GraphQLAsync(
            tenant.Slug, "mutation($input: SignInInput!) { signIn(input: $input) { accessToken } }", new { input = new { email = admin.Email, password = Password } });
        _tokens[tenant.Slug] = signedIn.GetProperty("data").GetProperty("signIn").GetProperty("accessToken").GetString()!;
        return tenant;
    }

    internal Task<TResult> SendAsync<TCommand, TResult>(Guid tenant, TCommand command)
        where TCommand : ICommand<TResult> =>
        TestServices.SendAsync<TCommand, TResult>(_services, new CommandContext(tenant, "en", null, Guid.CreateVersion7()), command);

    /// <summary>Runs a GraphQL operation as the tenant's administrator.</summary>
    internal async Task<JsonElement> GraphQLAsync(string tenant, string query, object? variables = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query, variables }) };
        request.Headers.Add("X-Tenant-ID", tenant);
        if (_tokens.TryGetValue(tenant, out var token))
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await Api.SendAsync(request, TestContext.Current.CancellationToken);
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    internal static string TraceIdOf(JsonElement answer) => answer.GetProperty("extensions").GetProperty("traceId").GetString()!;

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        Worker.Dispose();
        Telemetry.Dispose();
        await _services.DisposeAsync();
        await _api.DisposeAsync();
        await _worker.DisposeAsync();
        await _servers.DisposeAsync();
    }

    private Dictionary<string, string> Environment(string service, string connectionString) => new()
    {
        ["ConnectionStrings__rustok"] = connectionString,
        ["ConnectionStrings__redis"] = _servers.Redis.ConnectionString,
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _servers.Dashboard.OtlpGrpc.GetLeftPart(UriPartial.Authority),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc",
        ["OTEL_SERVICE_NAME"] = service,
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        ["DOTNET_ENVIRONMENT"] = "Development",
        ["Identity__AccessTokenMinutes"] = "60",
        ["Identity__Passwords__Iterations"] = "1000",
    };
}

[CollectionDefinition(nameof(RunningSystemTests))]
public sealed class RunningSystemTests : ICollectionFixture<RunningSystem>;
