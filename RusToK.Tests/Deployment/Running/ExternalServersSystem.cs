using RusToK.Embedded;
using RusToK.Embedded.Servers;
using RusToK.Tests.EndToEnd;
using RusToK.Tests.Tracing;

namespace RusToK.Tests.Deployment.Running;

/// <summary>
/// The application with PostgreSQL, Redis and what watches as servers that are somebody else's: real ones of this test, so that no container engine is
/// needed. Spans go to the Aspire dashboard that stands where Jaeger would.
/// </summary>
public sealed class ExternalServersSystem : DistributedSystem
{
    private EmbeddedServers _servers = null!;
    private TelemetryApi _traces = null!;
    private PrometheusApi _prometheus = null!;

    internal override PrometheusApi Prometheus => _prometheus;

    internal override async Task<IReadOnlySet<string>> ServicesOfTraceAsync(string traceId, CancellationToken cancellationToken) =>
        (await _traces.TraceAsync(traceId, cancellationToken)).Spans.Select(span => span.Service).ToHashSet();

    private protected override async Task<IReadOnlyList<string>> PrepareAsync()
    {
        _servers = await EmbeddedServers.StartAsync(new EmbeddedServersOptions { Prometheus = true, Dashboard = true, MaxConnections = 300 });
        await _servers.Postgres.EnsureOwnedDatabaseAsync("rustok", "rustok_owner", Password);
        _traces = new TelemetryApi(_servers.Dashboard.TelemetryApi);
        _prometheus = new PrometheusApi(_servers.Prometheus.Address);
        return
        [
            "--ExternalServers=true", "--Monitoring=false", $"--OtlpBackend={_servers.Dashboard.OtlpGrpc}",
            $"--ConnectionStrings:postgres=Host=127.0.0.1;Port={_servers.Postgres.Port};Database=rustok",
            $"--ConnectionStrings:redis={_servers.Redis.ConnectionString}",
        ];
    }

    private protected override Task ReadyAsync() => _servers.Prometheus.SetTargetsAsync(
        [.. from service in (string[])["api", "worker"] from number in (int[])[1, 2] let name = $"{service}-{number}" select new ScrapeTarget($"rustok-{service}", name, AddressOf(name).Port)]);

    private protected override async ValueTask CleanUpAsync()
    {
        _traces.Dispose();
        _prometheus.Dispose();
        await _servers.DisposeAsync();
    }
}
