using System.Globalization;
using RusToK.Benchmarks.Telemetry.Reporting;
using RusToK.Benchmarks.Telemetry.Sink;

namespace RusToK.Benchmarks.Telemetry.Load;

/// <summary>The API with telemetry off, on at 10 %, and on: requests a second, and the processor time of each.</summary>
internal static class ThroughputTournament
{
    private const string Off = "off";
    private const string Tenth = "on, 10 %";
    private const string On = "on, 100 %";

    public static async Task RunAsync(SystemUnderTest system, LoadPlan plan, Report report, CancellationToken cancellationToken)
    {
        await using var tenth = await OtlpSink.StartAsync(TimeSpan.Zero, cancellationToken);
        await using var all = await OtlpSink.StartAsync(TimeSpan.Zero, cancellationToken);
        await using var off = await system.StartApiAsync(Off, new Dictionary<string, string> { ["OTEL_SDK_DISABLED"] = "true" }, cancellationToken);
        await using var sampled = await system.StartApiAsync(
            Tenth, Exporting(tenth.Address, ("OTEL_TRACES_SAMPLER", "parentbased_traceidratio"), ("OTEL_TRACES_SAMPLER_ARG", "0.1")), cancellationToken);
        await using var on = await system.StartApiAsync(On, Exporting(all.Address, ("OTEL_TRACES_SAMPLER", "parentbased_always_on")), cancellationToken);
        ApiUnderTest[] variants = [off, sampled, on];
        var rows = new List<IReadOnlyList<string>>();
        foreach (var (work, requests) in ((Workload, int)[])[(Workload.RememberedList, plan.Reads), (Workload.QueriedList, plan.Reads), (Workload.Creation, plan.Writes)])
        {
            var (before, beforeTenth) = (all.Spans, tenth.Spans);
            var turns = await Rounds.RunAsync(variants, work, requests, plan, cancellationToken);
            var asked = (double)(requests / plan.Slices * plan.Slices) * (plan.WarmUp + plan.Rounds);
            var spans = new Dictionary<string, double> { [Off] = 0, [Tenth] = (tenth.Spans - beforeTenth) / asked, [On] = (all.Spans - before) / asked };
            if (spans[On] == 0)
                throw new InvalidOperationException("No span has reached the backend: telemetry was not on.");
            foreach (var variant in variants)
                rows.Add(Row(work, variant.Name, turns[variant.Name], turns[Off], spans[variant.Name]));
            Keep(report, work, turns);
        }

        report.Print(
            string.Create(CultureInfo.InvariantCulture, $"The API, {plan.Clients} clients in a closed loop, medians of {plan.Rounds} rounds (lowest-highest); the tax is what is lost by off"),
            ["request and telemetry", "requests/s", "throughput tax", "processor us a request", "processor tax", "p50 ms", "p99 ms", "spans exported a request"],
            rows);
    }

    /// <summary>The variables of a process that exports to a backend.</summary>
    public static Dictionary<string, string> Exporting(Uri backend, params ReadOnlySpan<(string Name, string Value)> variables)
    {
        var environment = new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = backend.ToString(), ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc" };
        foreach (var (name, value) in variables)
            environment[name] = value;
        return environment;
    }

    private static IReadOnlyList<string> Row(Workload work, string name, List<Turn> turns, List<Turn> off, double spans)
    {
        var throughput = Spread.OfRatios(turns.Select(t => t.PerSecond), off.Select(t => t.PerSecond));
        var processor = Spread.OfRatios(turns.Select(t => t.ProcessorMicroseconds), off.Select(t => t.ProcessorMicroseconds));
        return
        [
            $"{work.Name}: {name}",
            Spread.Of(turns.Select(t => t.PerSecond)).Text("N0"),
            name == Off ? "" : new Spread(1 - throughput.Median, 1 - throughput.Highest, 1 - throughput.Lowest).Text("P1"),
            Spread.Of(turns.Select(t => t.ProcessorMicroseconds)).Text("N0"),
            name == Off ? "" : new Spread(processor.Median - 1, processor.Lowest - 1, processor.Highest - 1).Text("P1"),
            Spread.Of(turns.Select(t => t.P50)).Median.ToString("N2", CultureInfo.InvariantCulture),
            Spread.Of(turns.Select(t => t.P99)).Median.ToString("N2", CultureInfo.InvariantCulture),
            spans.ToString("N1", CultureInfo.InvariantCulture),
        ];
    }

    private static void Keep(Report report, Workload work, Dictionary<string, List<Turn>> turns)
    {
        foreach (var (name, rounds) in turns)
        {
            report.Keep($"throughput/{work.Name}/{name}/perSecond", rounds.Select(t => t.PerSecond));
            report.Keep($"throughput/{work.Name}/{name}/processorMicroseconds", rounds.Select(t => t.ProcessorMicroseconds));
            report.Keep($"throughput/{work.Name}/{name}/p99Milliseconds", rounds.Select(t => t.P99));
        }
    }
}
