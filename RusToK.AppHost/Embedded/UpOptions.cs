using System.CommandLine;
using System.CommandLine.Parsing;

namespace RusToK.AppHost;

/// <summary>What <c>up</c> was asked for on the command line.</summary>
internal sealed record UpOptions
{
    private const int MostReplicas = 16;

    private static readonly Option<bool> FreshOption = new("--fresh") { Description = "Empty the data directory first" };

    private static readonly Option<bool> ServersOnlyOption = new("--servers-only")
    {
        Description = "PostgreSQL, Redis, Prometheus and the dashboard, without the projects",
    };

    private static readonly Option<bool> DemoOption = new("--demo") { Description = "With two more tenants and readers, buyers and editors who keep them busy" };

    private static readonly Option<bool> NoDashboardOption = new("--no-dashboard") { Description = "Without the Aspire dashboard" };
    private static readonly Option<bool> NoPrometheusOption = new("--no-prometheus") { Description = "Without Prometheus" };
    private static readonly Option<bool> NoAlertmanagerOption = new("--no-alertmanager") { Description = "Without Alertmanager; Prometheus shows its alerts itself" };
    private static readonly Option<int> ApiReplicasOption = Replicas("--api-replicas", "API processes");
    private static readonly Option<int> WorkerReplicasOption = Replicas("--worker-replicas", "Worker processes");
    private static readonly Option<int?> ApiPortOption = Port("--api-port", "the first API process");
    private static readonly Option<int?> DashboardPortOption = Port("--dashboard-port", "the dashboard");
    private static readonly Option<int?> PrometheusPortOption = Port("--prometheus-port", "Prometheus");
    private static readonly Option<int?> AlertmanagerPortOption = Port("--alertmanager-port", "Alertmanager");
    private static readonly Option<int?> PostgresPortOption = Port("--postgres-port", "PostgreSQL");
    private static readonly Option<int?> RedisPortOption = Port("--redis-port", "Redis");

    public bool Fresh { get; init; }

    public bool ServersOnly { get; init; }

    public bool Demo { get; init; }

    public bool Dashboard { get; init; }

    public bool Prometheus { get; init; }

    /// <summary>When there is a Prometheus, and an Alertmanager on this machine.</summary>
    public bool Alertmanager { get; init; }

    public int ApiReplicas { get; init; } = 1;

    public int WorkerReplicas { get; init; } = 1;

    public int? ApiPort { get; init; }

    public int? DashboardPort { get; init; }

    public int? PrometheusPort { get; init; }

    public int? AlertmanagerPort { get; init; }

    public int? PostgresPort { get; init; }

    public int? RedisPort { get; init; }

    /// <summary>The folder with the settings and rules of Prometheus and Alertmanager; null for the repository's own. Not asked for on a command line.</summary>
    public string? MonitoringFolder { get; init; }

    /// <summary>Further settings of the demo, such as <c>Demo__Readers</c>. Not asked for on a command line.</summary>
    public IReadOnlyDictionary<string, string> DemoSettings { get; init; } = new Dictionary<string, string>();

    /// <summary>Further settings of the API and of the workers, such as <c>Relay__MaxStreamLength</c>. Not asked for on a command line.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    public static IEnumerable<Option> All =>
    [
        FreshOption, ServersOnlyOption, DemoOption, NoDashboardOption, NoPrometheusOption, NoAlertmanagerOption, ApiReplicasOption, WorkerReplicasOption,
        ApiPortOption, DashboardPortOption, PrometheusPortOption, AlertmanagerPortOption, PostgresPortOption, RedisPortOption,
    ];

    public static UpOptions From(ParseResult arguments) => new()
    {
        Fresh = arguments.GetValue(FreshOption),
        ServersOnly = arguments.GetValue(ServersOnlyOption),
        Demo = arguments.GetValue(DemoOption),
        Dashboard = !arguments.GetValue(NoDashboardOption),
        Prometheus = !arguments.GetValue(NoPrometheusOption),
        Alertmanager = !arguments.GetValue(NoAlertmanagerOption),
        ApiReplicas = arguments.GetValue(ApiReplicasOption),
        WorkerReplicas = arguments.GetValue(WorkerReplicasOption),
        ApiPort = arguments.GetValue(ApiPortOption),
        DashboardPort = arguments.GetValue(DashboardPortOption),
        PrometheusPort = arguments.GetValue(PrometheusPortOption),
        AlertmanagerPort = arguments.GetValue(AlertmanagerPortOption),
        PostgresPort = arguments.GetValue(PostgresPortOption),
        RedisPort = arguments.GetValue(RedisPortOption),
    };

    private static Option<int> Replicas(string name, string what)
    {
        var option = new Option<int>(name) { Description = $"Number of {what}, 1 to {MostReplicas}", DefaultValueFactory = _ => 1 };
        option.Validators.Add(result => Bound(result, name, 1, MostReplicas));
        return option;
    }

    private static Option<int?> Port(string name, string what)
    {
        var option = new Option<int?>(name) { Description = $"Port of {what}; a free one by default" };
        option.Validators.Add(result => Bound(result, name, 1, ushort.MaxValue));
        return option;
    }

    private static void Bound(OptionResult result, string name, int lowest, int highest)
    {
        if (result.Tokens is [var token] && int.TryParse(token.Value, out var value) && (value < lowest || value > highest))
            result.AddError($"{name} is {value} and must be from {lowest} to {highest}.");
    }
}
