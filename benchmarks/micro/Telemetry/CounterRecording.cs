using System.Diagnostics.Metrics;
using BenchmarkDotNet.Attributes;
using RusToK.Core.Caching;
using RusToK.Core.Events;
using RusToK.Core.Events.Streams;
using RusToK.Core.Telemetry;
using RusToK.Core.Telemetry.Catalogue;
using RusToK.Core.Telemetry.Catalogue.Instruments;

namespace RusToK.Benchmarks.Micro.Telemetry;

/// <summary>Counting with three labels while somebody listens, against a bare counter with the same; and counting by what is added up until it is read.</summary>
public class CounterRecording
{
    private const string BareName = "bench.counter";

    private readonly Counter<long> _bare = Bare.Meter.CreateCounter<long>(BareName);
    private readonly Total _total = CacheMetrics.Requests("bench", CacheMetrics.Hit);
    private readonly int _events = 1;
    private HeardMetrics? _metrics;

    [GlobalSetup]
    public void Listen()
    {
        _metrics = HeardMetrics.Of(BareName, EventInstruments.Sent.Name, CacheInstruments.Requests.Name);
        var before = _metrics.Hear(static () => { }).Sum;
        var bare = _metrics.Hear(BareCounter);
        Check.That(bare.Sum == before + 1 && bare.Tags.Length > 0 && bare == _metrics.Hear(Sent));
        Check.That(_metrics.Hear(AddedUp).Sum == before + 1);
    }

    [GlobalCleanup]
    public void Silence() => _metrics?.Dispose();

    [Benchmark(Baseline = true, Description = "Counter.Add with 3 tags")]
    public void BareCounter() => _bare.Add(
        _events,
        new(Attributes.MessagingSystem, StreamNames.System),
        new(Attributes.MessagingOperationName, "publish"),
        new(Attributes.MessagingDestination, StreamNames.Destination));

    [Benchmark(Description = "EventMetrics.CountSent")]
    public void Sent() => EventMetrics.CountSent(_events);

    [Benchmark(Description = "Total.Increment")]
    public void AddedUp() => _total.Increment();
}
