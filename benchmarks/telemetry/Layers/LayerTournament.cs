using System.Diagnostics;
using System.Globalization;
using RusToK.Benchmarks.Telemetry.Reporting;
using RusToK.Benchmarks.Telemetry.Sink;
using RusToK.Core.Telemetry;

namespace RusToK.Benchmarks.Telemetry.Layers;

/// <summary>Every layer in every state of telemetry, the states in turns and each round in a shifted order.</summary>
internal static class LayerTournament
{
    private const string Bare = "bare";

    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(40);

    public static async Task RunAsync(int rounds, Report report, CancellationToken cancellationToken)
    {
        await using var sink = await OtlpSink.StartAsync(TimeSpan.Zero, cancellationToken);
        using var catalogue = new LayerCatalogue();
        var results = new Dictionary<(string Layer, string State), List<Cost>>();
        var states = TelemetryState.All;
        // The first round is for the compiler.
        for (var round = 0; round <= rounds; round++)
        {
            for (var turn = 0; turn < states.Count; turn++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var state = states[(turn + round) % states.Count];
                using var listeners = new Listeners(state, sink.Address);
                foreach (var layer in catalogue.All)
                {
                    Keep(layer.Name, state.Name, round, Measure(() => layer.Instrumented(listeners)));
                    if (state == TelemetryState.Off && layer.Bare is { } bare)
                        Keep(layer.Name, Bare, round, Measure(bare));
                }
            }
        }

        if (sink.Spans == 0)
            throw new InvalidOperationException("No span has reached the backend: telemetry was not on.");
        Print(report, catalogue, results, rounds);
        foreach (var ((layer, state), costs) in results)
        {
            report.Keep($"layers/{layer}/{state}/nanoseconds", costs.Select(c => c.Nanoseconds));
            report.Keep($"layers/{layer}/{state}/bytes", costs.Select(c => c.Bytes));
        }

        void Keep(string layer, string state, int round, Cost cost)
        {
            if (round == 0)
                return;
            if (!results.TryGetValue((layer, state), out var costs))
                results[(layer, state)] = costs = [];
            costs.Add(cost);
        }
    }

    /// <summary>Within a request's span that knows its tenant and its user, as all of them happen.</summary>
    private static Cost Measure(Action operation)
    {
        using var request = TelemetrySources.GraphQL.StartActivity("request");
        request?.SetBaggage(Attributes.TenantId, Guid.CreateVersion7().ToString()).SetBaggage(Attributes.UserId, Guid.CreateVersion7().ToString());
        var count = 0;
        for (var warmed = Stopwatch.StartNew(); warmed.Elapsed < Turn / 2; count++)
            operation();
        count = Math.Max(1, count * 2);

        GC.Collect();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
            operation();
        var elapsed = Stopwatch.GetElapsedTime(started);
        return new Cost(elapsed.TotalNanoseconds / count, (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / count);
    }

    private static void Print(Report report, LayerCatalogue catalogue, Dictionary<(string Layer, string State), List<Cost>> results, int rounds)
    {
        var states = TelemetryState.All.Select(s => s.Name).Prepend(Bare).ToList();
        report.Print(
            $"An operation of each layer: ns (lowest-highest) and bytes on its own thread, medians of {rounds} rounds; `x` is on, by bare or else by off",
            ["operation", .. states, "x"],
            catalogue.All.Select(layer => (IReadOnlyList<string>)
            [
                layer.Name,
                .. states.Select(state => results.TryGetValue((layer.Name, state), out var costs) ? Text(costs) : ""),
                Ratio(layer.Name),
            ]));

        string Ratio(string layer)
        {
            var yardstick = results.TryGetValue((layer, Bare), out var bare) ? bare : results[(layer, TelemetryState.Off.Name)];
            return Spread.OfRatios(Times(results[(layer, TelemetryState.On.Name)]), Times(yardstick)).Median.ToString("N2", CultureInfo.InvariantCulture);
        }
    }

    private static IEnumerable<double> Times(List<Cost> costs) => costs.Select(c => c.Nanoseconds);

    private static string Text(List<Cost> costs) => string.Create(
        CultureInfo.InvariantCulture, $"{Spread.Of(Times(costs)).Text("N0")}, {Spread.Of(costs.Select(c => c.Bytes)).Median:N0} B");

    private readonly record struct Cost(double Nanoseconds, double Bytes);
}
