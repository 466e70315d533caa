using RusToK.Benchmarks.Mixed.Load;
using RusToK.Benchmarks.Mixed.Running;

namespace RusToK.Benchmarks.Mixed.Modes;

/// <summary>What twice the capacity did, and how the system came back from it.</summary>
internal sealed record OverloadResult
{
    /// <summary>Arrivals a second that the system is known to keep up with.</summary>
    public required double Capacity { get; init; }

    /// <summary>Half of the capacity before, twice of it, and half of it right behind.</summary>
    public required IReadOnlyList<PhaseResult> Phases { get; init; }

    /// <summary>Seconds from the end of the overload until the 99th percentile of a second was within the objective's latency for three in a row; null when it never was.</summary>
    public required double? WithinObjectiveAfter { get; init; }

    /// <summary>The same until it was no more than twice that of the phase before the overload.</summary>
    public required double? AsBeforeAfter { get; init; }

    /// <summary>The same until the backlog of events was no larger than before the overload.</summary>
    public required double? BacklogGoneAfter { get; init; }

    /// <summary>The largest backlog of events.</summary>
    public required long LargestBacklog { get; init; }

    /// <summary>99th percentile of each second in milliseconds, of all phases; infinite where more than 1 % got no good answer.</summary>
    public required IReadOnlyList<double> SecondBySecond { get; init; }

    /// <summary>The backlog, twice a second.</summary>
    public required IReadOnlyList<BacklogSample> Backlog { get; init; }
}

/// <summary>Offers half of the capacity, then twice of it, then half of it again, without a pause in between.</summary>
internal static class OverloadRun
{
    /// <summary>Events that a system which keeps up has on their way at any moment.</summary>
    private const long OnTheirWay = 50;

    private const int SecondsBefore = 10;
    private const int LeastRecovery = 20;

    public static async Task<OverloadResult> RunAsync(MixedSystem system, double capacity, double seconds, Output output, CancellationToken cancellationToken)
    {
        // Whole seconds, so that each second is of one phase.
        seconds = Math.Ceiling(seconds);
        Phase[] phases =
        [
            new("before: half of the capacity", capacity / 2, SecondsBefore, keepsSeconds: true),
            new("overload: twice the capacity", capacity * 2, seconds, keepsSeconds: true),
            new("after: half of the capacity", capacity / 2, Math.Max(LeastRecovery, seconds), keepsSeconds: true),
        ];
        var watch = new BacklogWatch(new Backlog(system.Database));
        await using (watch)
            await system.Load.RunAsync(phases, cancellationToken);
        var results = phases.Select(phase => phase.Result()).ToList();
        var ended = SecondsBefore + seconds;
        var before = Math.Max(OnTheirWay, watch.Samples.Where(s => s.Second < SecondsBefore).Select(s => s.Events).DefaultIfEmpty(0).Max());
        var after = watch.Samples.Where(s => s.Second >= ended).ToList();
        var behind = after.FindLastIndex(s => s.Events > before);
        var result = new OverloadResult
        {
            Capacity = capacity,
            Phases = results,
            WithinObjectiveAfter = SettledAfter(phases[2].SecondBySecond(), Objective.Latency),
            AsBeforeAfter = SettledAfter(phases[2].SecondBySecond(), 2 * results[0].All.P99),
            BacklogGoneAfter = behind + 1 < after.Count ? after[behind + 1].Second - ended : null,
            LargestBacklog = watch.Samples.Select(s => s.Events).DefaultIfEmpty(0).Max(),
            SecondBySecond = [.. phases.SelectMany(phase => phase.SecondBySecond())],
            Backlog = watch.Samples,
        };
        Print(output, result);
        return result;
    }

    /// <summary>The first second from which three in a row are no slower than that; single slow seconds behind it are chance.</summary>
    private static double? SettledAfter(IReadOnlyList<double> seconds, double bound)
    {
        const int inARow = 3;
        for (var second = 0; second + inARow <= seconds.Count; second++)
            if (seconds.Skip(second).Take(inARow).All(p99 => p99 <= bound))
                return second;
        return null;
    }

    private static void Print(Output output, OverloadResult result)
    {
        foreach (var phase in result.Phases)
            Tables.Print(output, phase);
        var overload = result.Phases[1].All;
        output.Table(
            Tables.Text($"Overload of a capacity of {result.Capacity:N0} arrivals/s"), ["what", "value"],
            (string[][])
            [
                ["good answers/s during the overload", Tables.Text($"{result.Phases[1].Achieved:N0}")],
                ["refused by the client: too many in flight", Tables.Text($"{overload.RefusedByClient:N0}")],
                ["refused by the API: 429, 503", Tables.Text($"{overload.RefusedByServer:N0}")],
                [Tables.Text($"delayed: good, but later than {Objective.Latency:0} ms"), Tables.Text($"{overload.Good - overload.Fast:N0}")],
                ["largest backlog of events", Tables.Text($"{result.LargestBacklog:N0}")],
                [Tables.Text($"p99 within {Objective.Latency:0} ms again after"), After(result.WithinObjectiveAfter)],
                [Tables.Text($"p99 within twice that of before ({2 * result.Phases[0].All.P99:N0} ms) after"), After(result.AsBeforeAfter)],
                ["backlog as before after", After(result.BacklogGoneAfter)],
            ]);
    }

    private static string After(double? seconds) => seconds is { } known ? Tables.Text($"{known:0.0} s") : "not in this run";
}
