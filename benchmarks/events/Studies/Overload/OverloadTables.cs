using System.Globalization;
using RusToK.Benchmarks.Events.Measuring;
using RusToK.Benchmarks.Telemetry.Reporting;
using Spread = RusToK.Benchmarks.Telemetry.Reporting.Spread;

namespace RusToK.Benchmarks.Events.Studies.Overload;

/// <summary>The phases beside each other, the way back, memory, and the first round second by second.</summary>
internal static class OverloadTables
{
    private const double Mebi = 1 << 20;

    public static void Print(OverloadKind kind, IReadOnlyList<OverloadResult> results, BenchmarkOptions options, Report report)
    {
        var title = $"overload by {kind.Name}";
        PrintPhases(title, results, options, report);
        PrintReturn(title, results, report);
        PrintMemory(title, results, report);
        PrintSeconds(title, results[0].Timeline, report);
        for (var i = 0; i < results.Count; i++)
        {
            Keep(report, $"overload/{kind.Name}/round {i + 1}", results[i]);
        }
    }

    private static void PrintPhases(string title, IReadOnlyList<OverloadResult> results, BenchmarkOptions options, Report report)
    {
        report.Print(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{title}, {results[0].Kind.EventsPerTransaction} in a transaction, capacity {Of(results, r => r.Capacity, "N0")} events/s: an open loop, ")
            + string.Create(
                CultureInfo.InvariantCulture,
                $"{options.Producers} producers, {OverloadRound.Waiting:N0} events wait at most, late is {LoadPhase.Punctual.TotalMilliseconds:0} ms after they were due; ")
            + (results.Count == 1 ? "one round" : $"medians of {results.Count} rounds (lowest-highest)"),
            ["phase", "largest backlog", "offered/s", "committed/s", "visible/s", "late", "refused", "p50 ms", "p99 ms"],
            [Row(t => t.Before), Row(t => t.During), Row(t => t.After)]);

        IReadOnlyList<string> Row(Func<OverloadTimeline, OverloadPhase> phase)
        {
            string Cell(Func<OverloadPhase, double> value, string format) => Of(results, result => value(phase(result.Timeline)), format);
            return
            [
                phase(results[0].Timeline).Load.Name, Cell(p => p.LargestBacklog, "N0"), Cell(p => p.OfferedPerSecond, "N0"),
                Cell(p => p.CommittedPerSecond, "N0"), Cell(p => p.VisiblePerSecond, "N0"), Cell(p => p.Load.Late, "N0"),
                Cell(p => p.Load.Refused, "N0"), Cell(p => p.P50, "N1"), Cell(p => p.P99, "N1"),
            ];
        }
    }

    private static void PrintReturn(string title, IReadOnlyList<OverloadResult> results, Report report) => report.Print(
        $"{title}, the way back: seconds from its end until three in a row were as before; "
        + "what the overload was, by the capacity; what is lost was acknowledged and is not in the read model",
        ["round", "backlog as before s", "freshness as before s", "offered, of capacity", "committed, of capacity", "acknowledged", "lost"],
        results.Select((result, i) => (IReadOnlyList<string>)
        [
            Text(i + 1, "N0"), After(result.Timeline.BacklogGoneAfter), After(result.Timeline.FreshAfter),
            Text(result.Timeline.During.OfferedPerSecond / result.Capacity, "N2"),
            Text(result.Timeline.During.CommittedPerSecond / result.Capacity, "N2"),
            Text(result.Settled.Look.Committed, "N0"), Text(result.Settled.Look.Backlog, "N0"),
        ]));

    private static void PrintMemory(string title, IReadOnlyList<OverloadResult> results, Report report)
    {
        report.Print(
            $"{title}, memory in MiB: the most in the phase before, from the overload on, and once everything is visible",
            ["of", "peak", "before", "settled"],
            [
                Row("this process: producers, relay, consumers", sample => sample.WorkingSet),
                Row("Redis, used_memory", sample => sample.RedisMemory),
            ]);

        IReadOnlyList<string> Row(string name, Func<SystemSample, long> bytes) =>
        [
            name,
            Of(results, r => r.Timeline.During.Samples.Concat(r.Timeline.After.Samples).Max(bytes) / Mebi, "N0"),
            Of(results, r => r.Timeline.Before.Samples.Max(bytes) / Mebi, "N0"),
            Of(results, r => bytes(r.Settled) / Mebi, "N0"),
        ];
    }

    private static void PrintSeconds(string title, OverloadTimeline timeline, Report report) => report.Print(
        $"{title}, round 1 second by second",
        ["second", "largest backlog", "p50 ms", "p99 ms", "process MiB", "Redis MiB"],
        timeline.Seconds.Select(second => (IReadOnlyList<string>)
        [
            Text(second.Second, "N0"), Text(second.Backlog, "N0"), Text(second.P50, "N1"), Text(second.P99, "N1"),
            Text(second.WorkingSet / Mebi, "N0"), Text(second.RedisMemory / Mebi, "N0"),
        ]));

    private static void Keep(Report report, string prefix, OverloadResult result)
    {
        List<SystemSample> samples =
            [.. result.Timeline.Before.Samples, .. result.Timeline.During.Samples, .. result.Timeline.After.Samples];
        report.Keep($"{prefix}/capacityPerSecond", [result.Capacity]);
        report.Keep($"{prefix}/seconds", samples.Select(sample => sample.Second));
        report.Keep($"{prefix}/backlog", samples.Select(sample => (double)sample.Look.Backlog));
        report.Keep($"{prefix}/workingSetBytes", samples.Select(sample => (double)sample.WorkingSet));
        report.Keep($"{prefix}/redisBytes", samples.Select(sample => (double)sample.RedisMemory));
        report.Keep($"{prefix}/refused", [result.Timeline.During.Load.Refused]);
        report.Keep($"{prefix}/late", [result.Timeline.During.Load.Late]);
    }

    private static string Of(IReadOnlyList<OverloadResult> results, Func<OverloadResult, double> value, string format) =>
        results is [var only] ? Text(value(only), format) : Spread.Of(results.Select(value)).Text(format);

    private static string After(int? seconds) => seconds is { } known ? Text(known, "N0") : "not in this run";

    private static string Text(double value, string format) =>
        double.IsNaN(value) ? "-" : value.ToString(format, CultureInfo.InvariantCulture);
}
