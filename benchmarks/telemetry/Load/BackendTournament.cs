using System.Globalization;
using System.Net;
using System.Net.Sockets;
using RusToK.Benchmarks.Telemetry.Reporting;
using RusToK.Benchmarks.Telemetry.Sink;

namespace RusToK.Benchmarks.Telemetry.Load;

/// <summary>The API beside a backend that works and beside three that do not: what a request and the process' memory pay for that.</summary>
internal static class BackendTournament
{
    private const string Healthy = "healthy";

    private static readonly TimeSpan Slowness = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(SystemUnderTest system, LoadPlan plan, Report report, CancellationToken cancellationToken)
    {
        await using var healthy = await OtlpSink.StartAsync(TimeSpan.Zero, cancellationToken);
        await using var slow = await OtlpSink.StartAsync(Slowness, cancellationToken);
        // Connections are made and nothing is ever read from them.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        // Nobody listens: the port was free a moment ago.
        using var gone = new TcpListener(IPAddress.Loopback, 0);
        gone.Start();
        var refused = (IPEndPoint)gone.LocalEndpoint;
        gone.Stop();

        await using var served = await StartAsync(Healthy, healthy.Address);
        await using var turnedAway = await StartAsync("refuses connections", new Uri($"http://{refused}"));
        await using var ignored = await StartAsync("never answers", new Uri($"http://{silent.LocalEndpoint}"));
        await using var delayed = await StartAsync("answers after 5 s", slow.Address);
        var turns = await Rounds.RunAsync([served, turnedAway, ignored, delayed], Workload.QueriedList, plan.Reads, plan, cancellationToken);
        if (healthy.Spans == 0)
            throw new InvalidOperationException("No span has reached the healthy backend: telemetry was not on.");
        report.Print(
            string.Create(CultureInfo.InvariantCulture, $"Backends: {Workload.QueriedList.Name}, medians of {plan.Rounds} rounds (lowest-highest); ratios are by the healthy one"),
            ["backend", "requests/s", "p50 ms", "x", "p99 ms", "x", "memory at the end, MB", "x"],
            turns.Select(t => Row(t.Key, t.Value, turns[Healthy])));
        foreach (var (name, rounds) in turns)
        {
            report.Keep($"backends/{name}/p50Milliseconds", rounds.Select(t => t.P50));
            report.Keep($"backends/{name}/p99Milliseconds", rounds.Select(t => t.P99));
            report.Keep($"backends/{name}/residentBytes", rounds.Select(t => (double)t.ResidentBytes));
        }

        Task<ApiUnderTest> StartAsync(string name, Uri backend) => system.StartApiAsync(
            name,
            ThroughputTournament.Exporting(backend, ("OTEL_TRACES_SAMPLER", "parentbased_always_on")),
            cancellationToken);
    }

    private static IReadOnlyList<string> Row(string name, List<Turn> turns, List<Turn> healthy) =>
    [
        name,
        Spread.Of(turns.Select(t => t.PerSecond)).Text("N0"),
        Spread.Of(turns.Select(t => t.P50)).Text("N2"),
        Ratio(turns.Select(t => t.P50), healthy.Select(t => t.P50)),
        Spread.Of(turns.Select(t => t.P99)).Text("N2"),
        Ratio(turns.Select(t => t.P99), healthy.Select(t => t.P99)),
        (turns[^1].ResidentBytes / 1e6).ToString("N0", CultureInfo.InvariantCulture),
        ((double)turns[^1].ResidentBytes / healthy[^1].ResidentBytes).ToString("N2", CultureInfo.InvariantCulture),
    ];

    private static string Ratio(IEnumerable<double> values, IEnumerable<double> healthy) =>
        Spread.OfRatios(values, healthy).Median.ToString("N2", CultureInfo.InvariantCulture);
}
