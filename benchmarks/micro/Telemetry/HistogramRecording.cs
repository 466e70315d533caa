using System.Diagnostics.Metrics;
using BenchmarkDotNet.Attributes;
using RusToK.Api.GraphQL.Server;
using RusToK.Core.Telemetry;
using RusToK.Core.Telemetry.Catalogue.Instruments;

namespace RusToK.Benchmarks.Micro.Telemetry;

/// <summary>The duration of an operation with its three labels while somebody listens, against a bare histogram with the same.</summary>
public class HistogramRecording
{
    private const string BareName = "bench.histogram";

    private readonly Histogram<double> _bare = Bare.Meter.CreateHistogram<double>(BareName);
    private readonly TimeSpan _duration = TimeSpan.FromMilliseconds(3);
    private HeardMetrics? _metrics;

    [GlobalSetup]
    public void Listen()
    {
        _metrics = HeardMetrics.Of(BareName, GraphQLInstruments.OperationDuration.Name);
        var bare = _metrics.Hear(BareHistogram);
        Check.That(bare.Sum > 0 && bare.Tags.Length > 0 && bare == _metrics.Hear(Operation));
    }

    [GlobalCleanup]
    public void Silence()
    {
        Check.That(_metrics!.Sum > 1_000);
        _metrics.Dispose();
    }

    [Benchmark(Baseline = true, Description = "Histogram.Record with 3 tags")]
    public void BareHistogram() => _bare.Record(
        _duration.TotalSeconds,
        new(Attributes.GraphQLOperationType, "query"),
        new(Attributes.GraphQLOperationName, GraphQLTelemetry.AdhocOperation),
        new(Attributes.OutcomeLabel, GraphQLTelemetry.Ok));

    [Benchmark(Description = "GraphQLTelemetry.RecordOperation")]
    public void Operation() => GraphQLTelemetry.RecordOperation(_duration, "query", registeredName: null, GraphQLTelemetry.Ok);
}
