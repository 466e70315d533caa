using System.Diagnostics.Metrics;
using RusToK.Core.Telemetry;

namespace RusToK.Core.Caching;

/// <summary>What the caches measure, by name of the cache.</summary>
internal static class CacheMetrics
{
    public const string Hit = "hit";
    public const string Miss = "miss";
    public const string Stale = "stale";
    public const string Published = "published";
    public const string Received = "received";

    public static readonly Counter<long> Requests = TelemetrySources.CachingMeter.CreateCounter<long>(
        "rustok.cache.requests", "{request}", "Questions to a cache: answered from it, loaded, or answered with what no longer counts because loading failed or took too long.");

    public static readonly Histogram<double> FactoryDuration = TelemetrySources.CachingMeter.CreateHistogram<double>(
        "rustok.cache.factory.duration", "s", "Time it takes to load what a cache lacks.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });

    public static readonly Counter<long> Evictions = TelemetrySources.CachingMeter.CreateCounter<long>(
        "rustok.cache.evictions", "{entry}", "Entries that had to go because the cache was full.");

    public static readonly Counter<long> Messages = TelemetrySources.CachingMeter.CreateCounter<long>(
        "rustok.cache.backplane.messages", "{message}", "Messages between the caches of different processes.");

    public static KeyValuePair<string, object?> Cache(string name) => new(Attributes.Cache, name);

    /// <summary>Makes every series of a cache, at zero.</summary>
    public static void Initialise(string name)
    {
        foreach (var result in (string[])[Hit, Miss, Stale])
            Requests.Add(0, Cache(name), new(Attributes.Result, result));
        foreach (var direction in (string[])[Published, Received])
            Messages.Add(0, Cache(name), new(Attributes.Direction, direction));
        Evictions.Add(0, Cache(name));
    }
}
