using RusToK.Benchmarks.Events.Measuring;

namespace RusToK.Benchmarks.Events.Studies.Overload;

/// <summary>How the pipeline went through less, too much and less load again.</summary>
internal sealed class OverloadTimeline
{
    private const int InARow = 3;
    private const double Tolerance = 2;
    private readonly IReadOnlyList<SystemSample> samples;
    private readonly IReadOnlyList<OverloadFreshness> freshness;

    /// <param name="before">Begins at second 0.</param>
    /// <param name="during">The overload, right behind.</param>
    /// <param name="after">As much as before, right behind.</param>
    /// <param name="samples">Of all three, in their order.</param>
    /// <param name="freshness">The same.</param>
    public OverloadTimeline(
        LoadPhase before, LoadPhase during, LoadPhase after, IReadOnlyList<SystemSample> samples, IReadOnlyList<OverloadFreshness> freshness)
    {
        (this.samples, this.freshness) = (samples, freshness);
        var overload = before.Duration.TotalSeconds;
        var recovery = overload + during.Duration.TotalSeconds;
        Before = Cut(before, 0, overload);
        During = Cut(during, overload, recovery);
        After = Cut(after, recovery, double.PositiveInfinity);
        Seconds = SecondBySecond();
        List<OverloadSecond> back = [.. Seconds.Where(second => second.Second >= recovery)];
        BacklogGoneAfter = FirstInARow(back, second => second.UsualBacklog <= Before.LargestBacklog);
        FreshAfter = FirstInARow(back, second => second.P99 <= Tolerance * Before.P99);
    }

    public OverloadPhase Before { get; }

    public OverloadPhase During { get; }

    public OverloadPhase After { get; }

    public IReadOnlyList<OverloadSecond> Seconds { get; }

    /// <summary>
    /// Seconds from the end of the overload until half of a second's looks found no larger backlog than the largest before the overload,
    /// three times in a row; null when they never did.
    /// </summary>
    public int? BacklogGoneAfter { get; }

    /// <summary>
    /// The same until the 99th percentile of a second's freshness was at most twice that of before the overload, three times in a row.
    /// </summary>
    public int? FreshAfter { get; }

    /// <summary>Single slow seconds behind them are chance.</summary>
    private static int? FirstInARow(List<OverloadSecond> seconds, Func<OverloadSecond, bool> holds)
    {
        for (var second = 0; second + InARow <= seconds.Count; second++)
        {
            if (seconds.Skip(second).Take(InARow).All(holds))
            {
                return second;
            }
        }

        return null;
    }

    private OverloadPhase Cut(LoadPhase phase, double from, double to) => new(
        phase,
        [.. samples.Where(sample => sample.Second >= from && sample.Second < to)],
        [.. freshness.Where(one => one.Second >= from && one.Second < to).Select(one => one.Milliseconds)]);

    private List<OverloadSecond> SecondBySecond()
    {
        var bySecond = freshness.ToLookup(one => (int)one.Second, one => one.Milliseconds);
        return
        [
            .. samples.GroupBy(sample => (int)sample.Second).Select(second => new OverloadSecond(
                second.Key,
                second.Max(sample => sample.Look.Backlog),
                Percentile.Of(second.Select(sample => (double)sample.Look.Backlog), 50),
                Percentile.Of(bySecond[second.Key], 50),
                Percentile.Of(bySecond[second.Key], 99),
                second.Max(sample => sample.WorkingSet),
                second.Max(sample => sample.RedisMemory))),
        ];
    }
}
