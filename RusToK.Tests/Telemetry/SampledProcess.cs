using System.Collections.Concurrent;
using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Trace;
using RusToK.ServiceDefaults.Telemetry.Border;
using RusToK.ServiceDefaults.Telemetry.Sampling;

namespace RusToK.Tests.Telemetry;

/// <summary>A process with our sampling and a backend in its memory.</summary>
internal sealed class SampledProcess : IDisposable
{
    private readonly TracerProvider _provider;
    private readonly Backend _backend = new();

    /// <param name="ratio">The part of the traces that is sampled.</param>
    /// <param name="options">Of the tail decision.</param>
    /// <param name="clock">Of the tail decision.</param>
    public SampledProcess(double ratio, TailOptions? options = null, TimeProvider? clock = null)
    {
        Source = new ActivitySource($"test.{Guid.NewGuid():N}");
        // No test is about how fast this machine is.
        Tail = new TailProcessor([_backend], options ?? new TailOptions { Latency = TimeSpan.FromMinutes(1), Window = TimeSpan.FromMinutes(2) }, clock ?? TimeProvider.System);
        _provider = Sdk.CreateTracerProviderBuilder()
            .AddSource(Source.Name)
            .SetSampler(new BorderSampler(ratio, SamplingDecision.RecordOnly))
            .AddProcessor(Tail)
            .Build();
        Activity.Current = null;
    }

    public ActivitySource Source { get; }

    public TailProcessor Tail { get; }

    public IReadOnlyCollection<Activity> Exported => _backend.Spans;

    /// <summary>Names of what was exported, in the order of their ends.</summary>
    public IEnumerable<string> Names => Exported.Select(s => s.OperationName);

    /// <summary>Starts a request from outside, or a span below the current one.</summary>
    /// <param name="name">Of the span.</param>
    /// <param name="ago">How long ago it started.</param>
    public Activity Start(string name, TimeSpan ago = default) =>
        Source.StartActivity(name, ActivityKind.Internal, parentContext: default, startTime: ago == default ? default : TimeProvider.System.GetUtcNow() - ago)!;

    /// <summary>A span that starts and ends.</summary>
    public void Do(string name, ActivityStatusCode status = ActivityStatusCode.Unset)
    {
        using var span = Start(name);
        span.SetStatus(status);
    }

    public void Dispose()
    {
        _provider.Dispose();
        Source.Dispose();
    }

    private sealed class Backend : BaseProcessor<Activity>
    {
        public ConcurrentQueue<Activity> Spans { get; } = new();

        public override void OnEnd(Activity data)
        {
            if (data.Recorded)
                Spans.Enqueue(data);
        }
    }
}
