using System.Diagnostics;
using RusToK.Core.Telemetry;
using RusToK.Core.Telemetry.Catalogue;

namespace RusToK.Core.Caching;

/// <summary>What can become of a question to one cache, and how that is told.</summary>
internal sealed class CacheResult(string cache, string result)
{
    private readonly Total _requests = CacheMetrics.Requests(cache, result);
    private readonly string _event = "cache." + result;
    private readonly ActivityTagsCollection _tags = new() { { Attributes.Cache, cache } };

    /// <summary>Counts it.</summary>
    public void Count() => _requests.Increment();

    /// <summary>Counts it, and notes it on the span of whoever asked.</summary>
    public void Tell()
    {
        Count();
        if (Activity.Current is { IsAllDataRequested: true } span)
            span.AddEvent(new ActivityEvent(_event, tags: _tags));
    }
}
