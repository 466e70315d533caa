namespace RusToK.Core.Telemetry.Catalogue.Instruments;

/// <summary>What caches have, lack and tell each other.</summary>
public static class CacheInstruments
{
    private static readonly MetricLabel Cache = MetricLabel.BoundedBy(Attributes.Cache, "the caches of the modules, and `responses`, that of the API's answers");

    public static readonly MetricDefinition Requests = new(
        TelemetrySources.CachingMeter, "rustok.cache.requests", InstrumentKind.Counter, "{request}",
        "Questions to a cache: answered from it, loaded, or answered with what no longer counts because loading failed or took too long.")
    {
        Labels = [Cache, MetricLabel.Of(Attributes.Result, "hit", "miss", "stale")],
    };

    public static readonly MetricDefinition FactoryDuration = new(
        TelemetrySources.CachingMeter, "rustok.cache.factory.duration", InstrumentKind.Histogram, "s", "Time it takes to load what a cache lacks.")
    {
        Labels = [Cache],
        Buckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    public static readonly MetricDefinition Evictions = new(
        TelemetrySources.CachingMeter, "rustok.cache.evictions", InstrumentKind.Counter, "{entry}", "Entries that had to go because the cache was full.")
    {
        Labels = [Cache],
        FilledBy = "a cache that is too small for what is asked of it",
    };

    public static readonly MetricDefinition Messages = new(
        TelemetrySources.CachingMeter, "rustok.cache.backplane.messages", InstrumentKind.Counter, "{message}",
        "Messages between the caches of different processes.")
    {
        Labels = [Cache, MetricLabel.Of(Attributes.Direction, "published", "received")],
    };

    public static readonly MetricDefinition Entries = new(
        TelemetrySources.CachingMeter, "rustok.cache.entries", InstrumentKind.Gauge, "{entry}", "Entries in the process' memory.")
    {
        Labels = [Cache],
    };
}
