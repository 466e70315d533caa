using System.Collections.Concurrent;
using HdrHistogram;

namespace RusToK.Benchmarks.Mixed.Load;

/// <summary>Counts and latencies of one kind of arrival; any thread may add to it.</summary>
internal sealed class KindTally
{
    private const long LongestMicroseconds = 120_000_000;
    private const int SignificantDigits = 3;

    private readonly ConcurrentDictionary<string, long> _errors = new();
    private readonly LongConcurrentHistogram _latencies = new(1, LongestMicroseconds, SignificantDigits);
    private long _offered;
    private long _good;
    private long _inTime;
    private long _fast;
    private long _refusedByClient;
    private long _refusedByServer;
    private long _failures;

    /// <summary>Somebody has come.</summary>
    public void Offer() => Interlocked.Increment(ref _offered);

    /// <summary>Too many wait already.</summary>
    public void RefuseByClient() => Interlocked.Increment(ref _refusedByClient);

    /// <param name="outcome">How it ended.</param>
    /// <param name="latency">Since it should have been sent.</param>
    /// <param name="isInTime">Whether the answer came before the phase's achieved rate is counted.</param>
    public void End(Outcome outcome, TimeSpan latency, bool isInTime)
    {
        if (outcome.IsGood)
        {
            Interlocked.Increment(ref _good);
            if (isInTime)
                Interlocked.Increment(ref _inTime);
            if (latency.TotalMilliseconds < Objective.Latency)
                Interlocked.Increment(ref _fast);
            _latencies.RecordValue(Math.Clamp((long)latency.TotalMicroseconds, 1, LongestMicroseconds));
            return;
        }

        if (outcome.IsRefusal)
            Interlocked.Increment(ref _refusedByServer);
        if (outcome.IsFailure)
            Interlocked.Increment(ref _failures);
        _errors.AddOrUpdate(outcome.Code!, 1, static (_, count) => count + 1);
    }

    /// <summary>Of one kind, or of several together.</summary>
    public static KindResult Sum(string name, params IReadOnlyList<KindTally> tallies)
    {
        var latencies = new LongHistogram(1, LongestMicroseconds, SignificantDigits);
        foreach (var tally in tallies)
            latencies.Add(tally._latencies);
        double At(double percentile) => latencies.TotalCount == 0 ? 0 : latencies.GetValueAtPercentile(percentile) / 1000.0;
        return new KindResult
        {
            Name = name,
            Offered = tallies.Sum(t => Interlocked.Read(ref t._offered)),
            Good = tallies.Sum(t => Interlocked.Read(ref t._good)),
            InTime = tallies.Sum(t => Interlocked.Read(ref t._inTime)),
            Fast = tallies.Sum(t => Interlocked.Read(ref t._fast)),
            RefusedByClient = tallies.Sum(t => Interlocked.Read(ref t._refusedByClient)),
            RefusedByServer = tallies.Sum(t => Interlocked.Read(ref t._refusedByServer)),
            Failures = tallies.Sum(t => Interlocked.Read(ref t._failures)),
            Errors = tallies.SelectMany(t => t._errors).GroupBy(e => e.Key).OrderBy(e => e.Key, StringComparer.Ordinal).ToDictionary(e => e.Key, e => e.Sum(c => c.Value)),
            P50 = At(50),
            P90 = At(90),
            P99 = At(99),
            P999 = At(99.9),
            Max = latencies.TotalCount == 0 ? 0 : latencies.GetMaxValue() / 1000.0,
        };
    }
}
