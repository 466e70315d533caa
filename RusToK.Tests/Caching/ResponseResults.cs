using System.Collections.Concurrent;
using System.Diagnostics;
using RusToK.Core.Telemetry;

namespace RusToK.Tests.Caching;

/// <summary>What became of each request in the cache of responses, by the events of its operation's span.</summary>
internal sealed class ResponseResults : IDisposable
{
    private readonly ConcurrentDictionary<string, string> _results = new();
    private readonly ActivityListener _listener;

    public ResponseResults()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.Source.Name != TelemetrySources.GraphQLName)
                    return;
                foreach (var e in span.Events)
                    if (e.Tags.Any(t => t is { Key: Attributes.Cache, Value: "responses" }))
                        _results[span.TraceId.ToHexString()] = e.Name;
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary><c>cache.hit</c>, <c>cache.miss</c>, or null when the request had nothing to do with the cache.</summary>
    public string? Of(HttpResponseMessage response) => _results.GetValueOrDefault(response.Headers.GetValues("X-Trace-Id").Single());

    public void Dispose() => _listener.Dispose();
}
