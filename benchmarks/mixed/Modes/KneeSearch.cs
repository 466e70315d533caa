using RusToK.Benchmarks.Mixed.Load;
using RusToK.Benchmarks.Mixed.Running;

namespace RusToK.Benchmarks.Mixed.Modes;

/// <summary>Where the system stops keeping up.</summary>
/// <param name="Rate">The highest rate of arrivals a second that was kept up with; 0 when none was.</param>
/// <param name="Steps">All rates that were tried, in their order.</param>
internal sealed record KneeResult(double Rate, IReadOnlyList<KneeStep> Steps);

/// <summary>One rate of the search.</summary>
/// <param name="Phase">What became of it.</param>
/// <param name="Backlog">Events not yet in the read models when its last arrival had come.</param>
/// <param name="IsKeptUp">Whether the 99th percentile was within its bound and at least 95 % of what was offered was achieved.</param>
internal sealed record KneeStep(PhaseResult Phase, long Backlog, bool IsKeptUp);

/// <summary>Raises the rate step by step until one is not kept up with (or halves it until one is), and then halves the distance between the two, twice.</summary>
internal static class KneeSearch
{
    private const double Achieved = 0.95;
    private const int Halvings = 2;

    /// <summary>What does not keep up with this is not slow but broken.</summary>
    private const double LeastRate = 10;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(20);

    public static async Task<KneeResult> RunAsync(MixedSystem system, MixedOptions options, Output output, CancellationToken cancellationToken)
    {
        var steps = new List<KneeStep>();
        double kept = 0, broken = 0;
        for (var rate = options.Start; broken == 0; rate *= options.Factor)
            await TryAsync(rate);
        while (kept == 0 && broken >= 2 * LeastRate)
            await TryAsync(broken / 2);
        for (var halving = 0; halving < Halvings && kept > 0; halving++)
            await TryAsync((kept + broken) / 2);
        Print(output, options, kept, steps);
        return new KneeResult(kept, steps);

        async Task TryAsync(double rate)
        {
            var step = await StepAsync(system, options, rate, cancellationToken);
            steps.Add(step);
            (kept, broken) = step.IsKeptUp ? (rate, broken) : (kept, rate);
        }
    }

    private static async Task<KneeStep> StepAsync(MixedSystem system, MixedOptions options, double rate, CancellationToken cancellationToken)
    {
        var phase = new Phase("step", rate, options.StepSeconds);
        await system.Load.RunAsync([phase], cancellationToken);
        var backlog = new Backlog(system.Database);
        var behind = await backlog.CountAsync(cancellationToken);
        // What one step has left behind is not the next one's.
        await backlog.DrainAsync(LongestPause, cancellationToken);
        var result = phase.Result();
        var isKeptUp = result.All.P99 <= options.Bound && result.Achieved >= Achieved * result.Offered;
        Output.Progress(Tables.Text($"  {rate:N0}/s: achieved {result.Achieved:N0}/s, p99 {result.All.P99:N1} ms{(isKeptUp ? "" : ": too much")}"));
        return new KneeStep(result, behind, isKeptUp);
    }

    private static void Print(Output output, MixedOptions options, double knee, List<KneeStep> steps)
    {
        output.Table(
            Tables.Text($"Knee: {knee:N0} arrivals/s, the highest rate with p99 <= {options.Bound:0} ms and {Achieved:P0} achieved; steps of {options.StepSeconds:0.#} s"),
            ["arrivals/s", "achieved/s", "p50 ms", "p99 ms", "max ms", "refused by client", "errors", "events behind"],
            steps.OrderBy(s => s.Phase.Rate).Select(s => (string[])
            [
                Tables.Text($"{s.Phase.Rate:N0}{(s.IsKeptUp ? "" : " (too much)")}"), Tables.Text($"{s.Phase.Achieved:N0}"), Tables.Milliseconds(s.Phase.All.P50),
                Tables.Milliseconds(s.Phase.All.P99), Tables.Milliseconds(s.Phase.All.Max), Tables.Text($"{s.Phase.All.RefusedByClient:N0}"),
                Tables.Text($"{s.Phase.All.Errors.Values.Sum():N0}"), Tables.Text($"{s.Backlog:N0}"),
            ]));
    }
}
