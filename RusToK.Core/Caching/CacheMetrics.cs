using System.Diagnostics.Metrics;
using RusToK.Core.Telemetry;
using RusToK.Core.Telemetry.Catalogue;
using RusToK.Core.Telemetry.Catalogue.Instruments;

namespace RusToK.Core.Caching;

/// <summary>What the caches measure, by name of the cache.</summary>
internal static class CacheMetrics
{
    public const string Hit = "hit";
    public const string Miss = "miss";
    public const string Stale = "stale";
    public const string Published = "published";
    public const string Received = "received";

    public static readonly Histogram<double> FactoryDuration = CacheInstruments.FactoryDuration.CreateHistogram();

    public static readonly Counter<long> Evictions = CacheInstruments.Evictions.CreateCounter<long>();

    public static readonly Counter<long> Messages = CacheInstruments.Messages.CreateCounter<long>();

    private static readonly Totals Asked = CacheInstruments.Requests.CreateTotals();

    public static KeyValuePair<string, object?> Cache(string name) => new(Attributes.Cache, name);

    /// <summary>The questions to a cache that had this result.</summary>
    public static Total Requests(string name, string result) => Asked.Of(Cache(name), new(Attributes.Result, result));

    /// <summary>Makes every series of a cache, at zero.</summary>
    public static void Initialise(string name)
    {
        InitialiseAlone(name);
        Requests(name, Stale);
        foreach (var direction in (string[])[Published, Received])
            Messages.Add(0, Cache(name), new(Attributes.Direction, direction));
    }

    /// <summary>The same for one that is in this process alone and gives nothing old.</summary>
    public static void InitialiseAlone(string name)
    {
        foreach (var result in (string[])[Hit, Miss])
            Requests(name, result);
        Evictions.Add(0, Cache(name));
    }
}
