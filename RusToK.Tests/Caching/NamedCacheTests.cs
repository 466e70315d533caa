using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using RusToK.Core.Caching;
using RusToK.Core.Telemetry;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Identity;
using RusToK.Tests.Telemetry;
using RusToK.Tests.Telemetry.Proof;
using Xunit;

namespace RusToK.Tests.Caching;

/// <summary>How one question to a cache is answered, and what metrics and traces tell of it.</summary>
public sealed class NamedCacheTests(CachedReplicas replicas) : IClassFixture<CachedReplicas>
{
    private const string Tag = "thing";

    private readonly CacheDeclaration _declaration = new("test" + Guid.NewGuid().ToString("N"), IsShared: true);

    [Fact]
    [Proves("rustok.cache.requests")]
    public async Task A_question_is_answered_by_a_load_from_memory_or_while_nothing_can_be_loaded_with_what_there_was()
    {
        await using var process = await replicas.NewProcessAsync();
        var cache = process.GetRequiredService<NamedCaches>().Get(_declaration);
        using var requests = new CountedMetric("rustok.cache.requests");
        using var parent = new Activity("parent").Start();

        Assert.Equal("first", await AskAsync(cache, "first"));
        Assert.Equal("first", await AskAsync(cache, "never loaded"));
        await cache.ForgetAsync([Tag], ModuleHost.Cancellation);
        Assert.Equal("first", await AskAsync(cache, answer: null));

        Assert.Equal(["cache.miss", "cache.hit", "cache.stale"], parent.Events.Select(e => e.Name).Where(n => n.StartsWith("cache.", StringComparison.Ordinal)));
        foreach (var result in (string[])["miss", "hit", "stale"])
            Assert.Equal(1, requests.Sum(("cache", _declaration.Name), ("result", result)));
    }

    [Fact]
    [Proves("cache.load {cache}")]
    public async Task A_load_is_a_span_of_its_own()
    {
        await using var process = await replicas.NewProcessAsync();
        var cache = process.GetRequiredService<NamedCaches>().Get(_declaration);
        var spans = new List<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == TelemetrySources.CachingName,
            Sample = static (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                lock (spans)
                    spans.Add(span.DisplayName);
            },
        };
        ActivitySource.AddActivityListener(listener);

        await AskAsync(cache, "loaded");
        await AskAsync(cache, "loaded");

        lock (spans)
            Assert.Single(spans, name => name == "cache.load " + _declaration.Name);
    }

    [Fact]
    [Proves("rustok.cache.factory.duration")]
    [Proves("rustok.cache.entries")]
    public async Task What_is_loaded_is_timed_and_what_is_kept_is_counted()
    {
        await using var process = await replicas.NewProcessAsync();
        var (caches, gauges) = MadeGauges.By(process.GetRequiredService<NamedCaches>);
        using var watched = gauges;
        using var meter = RecordedMeter.OfWhatFollows(TelemetrySources.CachingName);
        var cache = caches.Get(_declaration);

        await AskAsync(cache, "loaded");
        await AskAsync(cache, "never loaded");

        var load = Assert.Single(meter.Of("rustok.cache.factory.duration"));
        Assert.Equal(_declaration.Name, load["cache"]);
        Assert.InRange(load.Value, double.Epsilon, 60);
        // What is known of tags is an entry as well.
        var before = Entries();
        await AskAsync(cache, "loaded", key: "another");
        Assert.Equal(before + 1, Entries());

        double Entries() => Assert.Single(gauges.Read("rustok.cache.entries")) is var entries && entries["cache"] == _declaration.Name ? entries.Value : double.NaN;
    }

    [Fact]
    public async Task A_value_nobody_can_load_is_a_failure_when_there_never_was_one()
    {
        await using var process = await replicas.NewProcessAsync();
        var cache = process.GetRequiredService<NamedCaches>().Get(_declaration);
        await Assert.ThrowsAsync<InvalidOperationException>(() => AskAsync(cache, answer: null));
    }

    private static Task<string> AskAsync(NamedCache cache, string? answer, string key = "key") => cache.GetAsync(
        null, key, _ => answer is null ? throw new InvalidOperationException("away") : Task.FromResult(answer), static _ => new Kept(100, [Tag]), ModuleHost.Cancellation).AsTask();
}
