using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using RusToK.Core.Telemetry;

namespace RusToK.Benchmarks.Micro.Telemetry;

/// <summary>A span that ends with a failure, against a bare one that tells the same; the product also makes sure that each failure is told once.</summary>
public class FailedSpan
{
    private readonly string _message = "away";
    private HeardSpans? _heard;

    [GlobalSetup]
    public void Listen()
    {
        _heard = HeardSpans.Of(Bare.Name);
        BareFailure();
        var bare = _heard.Told;
        Failure();
        Check.That(bare == _heard.Told && bare.Contains("exception", StringComparison.Ordinal));
    }

    [GlobalCleanup]
    public void Silence() => _heard?.Dispose();

    [Benchmark(Baseline = true, Description = "a span with status, type and exception")]
    public bool BareFailure()
    {
        var error = new InvalidOperationException(_message);
        using var span = Bare.Spans.StartActivity("bench");
        span?.SetStatus(ActivityStatusCode.Error, error.GetType().Name).SetTag(Attributes.ErrorType, error.GetType().FullName).AddException(error);
        return span is not null;
    }

    [Benchmark(Description = "SpanFailures.Fail")]
    public bool Failure()
    {
        var error = new InvalidOperationException(_message);
        using var span = Bare.Spans.StartActivity("bench");
        SpanFailures.Fail(span, error);
        return span is not null;
    }
}
