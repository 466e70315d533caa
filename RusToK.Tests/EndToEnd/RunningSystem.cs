using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using RusToK.Core.Commands;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Commands;
using RusToK.Embedded;
using RusToK.Embedded.Servers;
using RusToK.Tests.Content;
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
    private readonly string _signingKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private EmbeddedServers _servers = null!;
    private ProjectProcess _worker = null!;
    private ProjectProcess _api = null!;
    private ServiceProvider _services = null!;
    private AdminTokens _admins = null!;

    /// <summary>The product's commands, in this process.</summary>
    internal IServiceProvider Services => _services;

    internal HttpClient Api { get; private set; } = null!;

    internal HttpClient Worker { get; private set; } = null!;

    internal TelemetryApi Telemetry { get; private set; } = null!;

    internal PrometheusApi Prometheus { get; private set; } = null!;

    internal SpineDatabase Database { get; private set; } = null!;

    /// <summary>Where Redis listens, as spans say it.</summary>
    internal string RedisPort => _servers.Redis.Port.ToString(CultureInfo.InvariantCulture);

    /// <summary>The environment of an administrative command.</summary>
    internal Dictionary<string, string> Administration => Environment("rustok-admin", Database.Worker);

    public async ValueTask InitializeAsync()
    {
        _servers = await EmbeddedServers.StartAsync(new EmbeddedServersOptions { Postgres = false, Prometheus = true, Dashboard = true });
        Database = await spine.CreateDatabaseAsync(CancellationToken.None);
        (await WorkerCommand.RunAsync(Environment("rustok-migrate", Database.Owner), "migrate")).Succeeded();
        _api = new ProjectProcess("RusToK.Api", "api-1", Environment("rustok-api", Database.App));
        _worker = new ProjectProcess("RusToK.Worker", "worker-1", Environment("rustok-worker", Database.Worker));
        await Task.WhenAll(_api.StartAsync(CancellationToken.None), _worker.StartAsync(CancellationToken.None));
        await _servers.Prometheus.SetTargetsAsync(
            [new ScrapeTarget("rustok-api", "api-1", _api.Port), new ScrapeTarget("rustok-worker", "worker-1", _worker.Port)]);
        Api = new HttpClient { BaseAddress = _api.Address };
        Worker = new HttpClient { BaseAddress = _worker.Address };
        Prometheus = new PrometheusApi(_servers.Prometheus.Address);
        Telemetry = new TelemetryApi(_servers.Dashboard.TelemetryApi);
        _services = TestServices.Build(Database.App, ("Webhooks:AllowPrivateAddresses", "true"));
        _admins = new AdminTokens(_services, Api);
    }

    /// <summary>A new tenant, reached by its slug, with an administrator in whose name its operations run.</summary>
    internal async Task<Tenant> NewTenantAsync(string? domain = null)
    {
        var id = Guid.CreateVersion7();
        var tenant = await TestServices.SendAsync<CreateTenant, Tenant>(
            _services, new CommandContext(id, "en", null, id), new CreateTenant("Test", "t" + id.ToString("N"), domain, "en"));
        await _admins.OfAsync(id);
        return tenant;
    }

    internal Task<TResult> SendAsync<TCommand, TResult>(Guid tenant, TCommand command)
        where TCommand : ICommand<TResult> =>
        TestServices.SendAsync<TCommand, TResult>(_services, new CommandContext(tenant, "en", null, Guid.CreateVersion7()), command);

    /// <summary>Runs a GraphQL operation as the tenant's administrator.</summary>
    internal async Task<JsonElement> GraphQLAsync(Tenant tenant, string query, object? variables = null, params (string Name, string Value)[] headers)
    {
        // A host that no cache knows, so that each request finds its tenant in the same steps.
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query, variables }) };
        request.Headers.Add("X-Tenant-ID", tenant.Slug);
        request.Headers.Host = $"{Guid.NewGuid():N}.test";
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await AdminTokenAsync(tenant));
        using var response = await Api.SendAsync(request, TestContext.Current.CancellationToken);
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    /// <summary>The access token of the tenant's administrator.</summary>
    internal Task<string> AdminTokenAsync(Tenant tenant) => _admins.OfAsync(tenant.Id);

    /// <summary>Who the tenant's administrator is.</summary>
    internal async Task<string> AdminIdAsync(Tenant tenant) => new JsonWebToken(await AdminTokenAsync(tenant)).Subject;

    /// <summary>Runs a query as somebody who is not signed in, whose tenant each process looks up once.</summary>
    internal async Task<JsonElement> ReadAsync(Tenant tenant, string query, object? variables = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query, variables }) };
        request.Headers.Add("X-Tenant-ID", tenant.Slug);
        using var response = await Api.SendAsync(request, TestContext.Current.CancellationToken);
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    /// <summary>Reads a resource as somebody who is not signed in.</summary>
    /// <returns>The status and the id of the trace, which the caller began.</returns>
    internal async Task<(HttpStatusCode Status, string TraceId)> GetAsync(Tenant tenant, string path)
    {
        var (trace, caller) = (ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom());
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Tenant-ID", tenant.Slug);
        request.Headers.Add("traceparent", $"00-{trace}-{caller}-01");
        using var response = await Api.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, trace.ToHexString());
    }

    /// <summary>A draft whose event the Worker has settled, so that the next event is a batch, and so a trace, of its own.</summary>
    internal async Task<Guid> NewNodeAsync(Tenant tenant, CreateNode? command = null)
    {
        var created = await SendAsync<CreateNode, NodeResult>(tenant.Id, command ?? Posts.New());
        await Eventually.HoldsAsync(
            () => Database.ScalarAsync<bool>($"SELECT EXISTS (SELECT FROM read.content_nodes WHERE id = '{created.Node.Id}')"),
            TestContext.Current.CancellationToken);
        return created.Node.Id;
    }

    /// <summary>One process more of a project, with variables of its own.</summary>
    internal async Task<ProjectProcess> StartAnotherAsync(string project, string service, params (string Name, string Value)[] environment)
    {
        var connection = project == "RusToK.Api" ? Database.App : Database.Worker;
        var process = new ProjectProcess(project, service, environment.Aggregate(
            Environment(service, $"{connection};Application Name={service}"), (variables, variable) => variables.With(variable.Name, variable.Value)));
        await process.StartAsync(TestContext.Current.CancellationToken);
        return process;
    }

    /// <summary>Stops the Worker where it stands, so that events gather.</summary>
    internal Task PauseWorkerAsync() => _worker.PauseAsync();

    internal Task ResumeWorkerAsync() => _worker.ResumeAsync();

    internal static string TraceIdOf(JsonElement answer) => answer.GetProperty("extensions").GetProperty("traceId").GetString()!;

    public async ValueTask DisposeAsync()
    {
        // A start that failed has made only some of them.
        Api?.Dispose();
        Worker?.Dispose();
        Telemetry?.Dispose();
        Prometheus?.Dispose();
        foreach (var part in new IAsyncDisposable?[] { _services, _api, _worker, _servers })
            if (part is not null)
                await part.DisposeAsync();
    }

    private Dictionary<string, string> Environment(string service, string connectionString) => new()
    {
        ["ConnectionStrings__rustok"] = connectionString,
        ["ConnectionStrings__redis"] = _servers.Redis.ConnectionString,
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _servers.Dashboard.OtlpGrpc.GetLeftPart(UriPartial.Authority),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc",
        ["OTEL_SERVICE_NAME"] = service,
        ["Telemetry__TraceApi"] = _servers.Dashboard.TelemetryApi.ToString(),
        // A worker that comes late ends thousands of spans in one batch; the standard queue of 2048 would drop some.
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        ["OTEL_BSP_MAX_QUEUE_SIZE"] = "50000",
        ["DOTNET_ENVIRONMENT"] = "Development",
        // Receivers of webhooks are in the tests' process.
        ["Webhooks__AllowPrivateAddresses"] = "true",
        ["Consumers__RetryDelay"] = "00:00:00.2",
        ["Identity__AccessTokenMinutes"] = "60",
        // A token is looked up by every request, so that each one's trace has the same steps.
        ["Identity__SessionCheckSeconds"] = "0",
        ["Identity__Passwords__Iterations"] = "1000",
        ["Identity__Attempts__FreePerAddress"] = "100000",
        ["Identity__SigningKeys__0__Kid"] = "development",
        ["Identity__SigningKeys__0__Secret"] = _signingKey,
    };
}

[CollectionDefinition(nameof(RunningSystemTests))]
public sealed class RunningSystemTests : ICollectionFixture<RunningSystem>;

/// <summary>Those of its tests that say how fast something ends: a machine that is busy with others would answer for them.</summary>
[CollectionDefinition(nameof(QuietSystemTests), DisableParallelization = true)]
public sealed class QuietSystemTests : ICollectionFixture<RunningSystem>;
