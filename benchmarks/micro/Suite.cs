using RusToK.Benchmarks.Micro.Caching;
using RusToK.Benchmarks.Micro.Events;
using RusToK.Benchmarks.Micro.Loaders;
using RusToK.Benchmarks.Micro.Telemetry;
using RusToK.Benchmarks.Micro.Tenancy;

namespace RusToK.Benchmarks.Micro;

/// <summary>What is measured, by the names of <c>--only</c>. Each class has one bare operation, which the others in it are compared with.</summary>
internal static class Suite
{
    private static readonly OrderedDictionary<string, Type> Classes = new(StringComparer.Ordinal)
    {
        ["tenant"] = typeof(TenantResolution),
        ["cache"] = typeof(CacheHit),
        ["responses"] = typeof(ResponseHit),
        ["append"] = typeof(EventAppend),
        ["encode"] = typeof(EnvelopeEncoding),
        ["decode"] = typeof(EnvelopeDecoding),
        ["loader"] = typeof(BatchLoading),
        ["busiest"] = typeof(BusiestTenantCount),
        ["counter"] = typeof(CounterRecording),
        ["histogram"] = typeof(HistogramRecording),
        ["span"] = typeof(RedisSpan),
        ["failure"] = typeof(FailedSpan),
    };

    public static IReadOnlyList<string> Names => Classes.Keys;

    public static Type Of(string name) => Classes[name];
}
