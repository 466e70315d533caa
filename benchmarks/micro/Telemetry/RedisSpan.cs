using System.Diagnostics;
using System.Net;
using BenchmarkDotNet.Attributes;
using RusToK.Core.Telemetry;

namespace RusToK.Benchmarks.Micro.Telemetry;

/// <summary>The span of a call of Redis within a request, against a bare one with the same tags; both are listened to with all their data.</summary>
public class RedisSpan
{
    private const string Address = "redis.example.com";
    private const string Name = "HGET sessions";

    private static readonly object Port = 6379;

    private readonly RedisSpans _spans = new([new DnsEndPoint(Address, (int)Port)]);
    private readonly string _command = "HGET";
    private HeardSpans? _heard;
    private Activity? _request;

    [GlobalSetup]
    public void Listen()
    {
        _heard = HeardSpans.Of(Bare.Name, TelemetrySources.RedisName);
        _request = new Activity("request").Start();
        var told = new List<string>();
        foreach (var span in (Action[])[() => BareSpan(), () => Redis()])
        {
            span();
            Check.That(_heard.Last is { OperationName: Name } last && last.ParentSpanId == _request.SpanId);
            told.Add(_heard.Told);
        }

        Check.That(told[0] == told[1] && told[0].Contains(Address, StringComparison.Ordinal));
    }

    [GlobalCleanup]
    public void Silence()
    {
        _request?.Stop();
        _heard?.Dispose();
    }

    [Benchmark(Baseline = true, Description = "a span with 4 tags")]
    public bool BareSpan()
    {
        using var span = Bare.Spans.StartActivity(Name, ActivityKind.Client);
        span?.SetTag(Attributes.DbSystem, "redis").SetTag(Attributes.DbOperation, _command).SetTag(Attributes.ServerAddress, Address).SetTag(Attributes.ServerPort, Port);
        return span is not null;
    }

    [Benchmark(Description = "RedisSpans.Start")]
    public bool Redis()
    {
        // Outside of a request there is no span, and nothing to measure.
        using var span = _spans.Start(Name, _command) ?? throw new InvalidOperationException("There is no span.");
        return true;
    }
}
