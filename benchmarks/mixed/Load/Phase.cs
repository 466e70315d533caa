using System.Collections.Concurrent;
using HdrHistogram;
using RusToK.Benchmarks.Mixed.Customers;

namespace RusToK.Benchmarks.Mixed.Load;

/// <summary>A time of one rate, and what became of those who came in it.</summary>
/// <param name="name">As in the tables.</param>
/// <param name="rate">Arrivals a second.</param>
/// <param name="seconds">How long they come.</param>
/// <param name="keepsSeconds">Whether each second can be told from the others afterwards.</param>
internal sealed class Phase(string name, double rate, double seconds, bool keepsSeconds = false)
{
    private const long LongestLateness = 60_000_000;

    private readonly Dictionary<RequestKind, KindTally> _kinds = RequestKind.All.ToDictionary(kind => kind, _ => new KindTally());
    private readonly ConcurrentQueue<(int Second, double Milliseconds)>? _seconds = keepsSeconds ? new() : null;
    private readonly LongHistogram _lateness = new(1, LongestLateness, 3);

    public string Name => name;

    public double Rate => rate;

    public double Seconds => seconds;

    /// <summary>Somebody has come; called by the one thread that sends.</summary>
    /// <param name="kind">Who.</param>
    /// <param name="late">How much later than due they are sent.</param>
    public void Offer(RequestKind kind, TimeSpan late)
    {
        _kinds[kind].Offer();
        _lateness.RecordValue(Math.Clamp((long)late.TotalMicroseconds, 0, LongestLateness));
    }

    /// <summary>Too many wait already.</summary>
    /// <param name="kind">Who was not sent.</param>
    /// <param name="second">In which second of the phase.</param>
    public void RefuseByClient(RequestKind kind, double second)
    {
        _kinds[kind].RefuseByClient();
        _seconds?.Enqueue(((int)second, double.PositiveInfinity));
    }

    /// <param name="kind">Who was answered, or not.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="due">Seconds of the phase at which it should have been sent.</param>
    /// <param name="latency">From then to the answer.</param>
    public void End(RequestKind kind, Outcome outcome, double due, TimeSpan latency)
    {
        _kinds[kind].End(outcome, latency, due + latency.TotalSeconds <= seconds + Objective.Latency / 1000);
        _seconds?.Enqueue(((int)due, outcome.IsGood ? latency.TotalMilliseconds : double.PositiveInfinity));
    }

    /// <summary>
    /// The 99th percentile of each second's arrivals in milliseconds. An arrival without a good answer is slower than any other, so it is infinite where those are more than 1 %.
    /// </summary>
    public IReadOnlyList<double> SecondBySecond() =>
        [.. (_seconds ?? []).GroupBy(s => s.Second).OrderBy(g => g.Key).Select(g =>
        {
            double[] sorted = [.. g.Select(s => s.Milliseconds).Order()];
            return sorted[Math.Min(sorted.Length - 1, sorted.Length * 99 / 100)];
        })];

    /// <summary>Once all have been answered.</summary>
    public PhaseResult Result()
    {
        var all = KindTally.Sum("all", [.. _kinds.Values]);
        return new PhaseResult
        {
            Name = name,
            Rate = rate,
            Seconds = seconds,
            Achieved = all.InTime / seconds,
            All = all,
            Kinds = [.. _kinds.Select(kind => KindTally.Sum(kind.Key.Name, kind.Value))],
            Objectives = [Objective.Availability(all.Offered, all.Failures + all.RefusedByClient), Objective.WithinLatency(all.Offered, all.Fast)],
            LateP99 = _lateness.TotalCount == 0 ? 0 : _lateness.GetValueAtPercentile(99) / 1000.0,
        };
    }
}
