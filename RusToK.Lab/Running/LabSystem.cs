using Npgsql;
using RusToK.AppHost;
using RusToK.Demo;
using RusToK.Embedded.Servers;
using RusToK.Embedded.Tools;
using RusToK.Embedded.Topology;
using RusToK.Operations;
using RusToK.Operations.Explain;
using RusToK.Operations.Live;
using RusToK.Operations.Prometheus;

namespace RusToK.Lab.Running;

/// <summary>The whole system with its demo, whose rules look back and wait for a fraction of the time, and everything a fault needs to get at it.</summary>
internal sealed class LabSystem : IAsyncDisposable
{
    private const string Monitoring = "monitoring";

    private readonly EmbeddedTopology _topology;

    private LabSystem(EmbeddedTopology topology, NpgsqlDataSource database)
    {
        (_topology, Database) = (topology, database);
        Prometheus = new PrometheusApi(Address("prometheus"));
        Alertmanager = new AlertmanagerApi(Address("alertmanager"));
        Switches = new FaultSwitches(Addresses("api").Concat(Addresses("worker")), topology.Tokens[EmbeddedSystem.FaultToken]);
        Demo = new DemoApi(new DemoOptions { Apis = [.. Addresses("api")] });
    }

    public PrometheusApi Prometheus { get; }

    public AlertmanagerApi Alertmanager { get; }

    /// <summary>Faults inside the processes.</summary>
    public FaultSwitches Switches { get; }

    /// <summary>The API, as the demo's customers use it.</summary>
    public DemoApi Demo { get; }

    /// <summary>The database, as its superuser.</summary>
    public NpgsqlDataSource Database { get; }

    /// <summary>Composes a system of which nothing runs yet.</summary>
    /// <param name="topology">An empty one.</param>
    /// <param name="state">Where it keeps its data, and gets its settings.</param>
    /// <param name="timing">Of its rules.</param>
    public static async Task<LabSystem> ComposeAsync(EmbeddedTopology topology, StateDirectory state, Timing timing)
    {
        var monitoring = Path.Combine(state.Path, Monitoring);
        await WriteMonitoringAsync(monitoring, timing);
        await EmbeddedSystem.ComposeAsync(topology, new UpOptions
        {
            Demo = true,
            Dashboard = true,
            Prometheus = true,
            Alertmanager = true,
            ApiReplicas = 2,
            WorkerReplicas = 2,
            MonitoringFolder = monitoring,
            // Rules count failures, and in a fraction of the time there are as many only if there is more of everything.
            DemoSettings = new Dictionary<string, string> { ["Demo__Readers"] = "10", ["Demo__Buyers"] = "3", ["Demo__Editors"] = "3" },
            Settings = new Dictionary<string, string>
            {
                // What takes days or a hundred thousand events elsewhere is divided as the rules are.
                ["Relay__MaxStreamLength"] = "600",
                ["Webhooks__Delivery__MaxAttempts"] = "2",
                ["Webhooks__Delivery__RetryDelay"] = "00:00:00.200",
                ["Webhooks__Delivery__BreakerThreshold"] = "150",
                // Under a flood the dashboard takes no more than that; what fails or is slow is exported all the same.
                ["OTEL_TRACES_SAMPLER"] = "parentbased_traceidratio",
                ["OTEL_TRACES_SAMPLER_ARG"] = "0.25",
            },
        });
        var postgres = topology.Endpoints["postgres"];
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = postgres.Host,
            Port = postgres.Port,
            Database = postgres.AbsolutePath.Trim('/'),
            Username = "postgres",
            Password = topology.Secrets.Superuser,
            ApplicationName = "rustok-lab",
            // Faults break connections; none is left over for who comes after.
            Pooling = false,
        };
        return new LabSystem(topology, NpgsqlDataSource.Create(connection));
    }

    /// <summary>What keeps a server or a process running.</summary>
    public Supervisor Process(string name) => _topology.Supervisors[name];

    /// <summary>Where a server or the first of some processes is.</summary>
    public Uri Address(string name) => _topology.Endpoints[name];

    /// <summary>Where the processes of a service are.</summary>
    public IEnumerable<Uri> Addresses(string name) =>
        _topology.Endpoints.Where(e => e.Key == name || (e.Key.StartsWith(name + "-", StringComparison.Ordinal) && char.IsAsciiDigit(e.Key[^1]))).Select(e => e.Value);

    /// <summary>What Prometheus scrapes.</summary>
    public IReadOnlyList<ScrapeTarget> Targets => _topology.Prometheus!.Targets;

    /// <summary>Has Prometheus scrape something else.</summary>
    public Task ScrapeAsync(IReadOnlyList<ScrapeTarget> targets, CancellationToken cancellationToken) => _topology.Prometheus!.SetTargetsAsync(targets, cancellationToken);

    /// <summary>Password of the demo's accounts.</summary>
    public string DemoPassword => _topology.DevelopmentSecrets.DemoAdmin;

    /// <summary>The component that <c>./rustok explain</c> concludes for an alert now; null when it concludes none.</summary>
    public async Task<string?> ExplainAsync(string alert, CancellationToken cancellationToken)
    {
        using var dashboard = new DashboardApi(Address("telemetry-api"));
        var explanation = await new Explainer(Prometheus, dashboard, RepositoryRoot.Path).ExplainAsync(alert, TimeProvider.System.GetUtcNow(), cancellationToken);
        return explanation.Verdict.Component?.ToString();
    }

    /// <summary>Id of a tenant of the demo.</summary>
    public async Task<Guid> TenantIdAsync(string slug, CancellationToken cancellationToken)
    {
        await using var command = Database.CreateCommand("SELECT id FROM tenancy.tenants WHERE slug = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = slug });
        return (Guid)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Prometheus.Dispose();
        Alertmanager.Dispose();
        Switches.Dispose();
        Demo.Dispose();
    }

    private static async Task WriteMonitoringAsync(string folder, Timing timing)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        foreach (var file in RuleFiles.Rules(timing).Append(ConfigurationFiles.Local(timing)).Append(AlertmanagerFile.Create()))
        {
            var path = Path.Combine(folder, Path.GetRelativePath("prometheus", file.Path));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, file.Text);
        }
    }
}
