using System.Diagnostics;

namespace RusToK.Benchmarks.Micro.Telemetry;

/// <summary>Listens to spans, with all their data, and knows the last one that has ended.</summary>
internal sealed class HeardSpans : IDisposable
{
    private readonly ActivityListener _listener;

    private HeardSpans(string[] sources)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => sources.Contains(source.Name),
            Sample = static (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = span => Last = span,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public Activity? Last { get; private set; }

    /// <summary>What a span tells besides its name and its time: status, tags and events.</summary>
    public string Told => Last is { } span
        ? string.Join('\n', span.TagObjects.Select(t => $"{t.Key}={t.Value}").Concat(span.Events.Select(e => e.Name)).Prepend($"{span.Kind} {span.Status} {span.StatusDescription}"))
        : "";

    public static HeardSpans Of(params string[] sources) => new(sources);

    public void Dispose() => _listener.Dispose();
}
