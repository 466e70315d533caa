using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using RusToK.Core.Caching;
using RusToK.Core.Telemetry;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Identity;
using Xunit;

namespace RusToK.Tests.Caching;

/// <summary>How one question to a cache is answered, and what metrics and traces tell of it.</summary>
public sealed class NamedCacheTests(CachedReplicas replicas) : IClassFixture<CachedReplicas>
{
    private const string Tag = "thing";

    private readonly CacheDeclaration _declaration = new("test" + Guid.NewGuid().ToString("N"), IsShared: true);

    [Fact]
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
    public async Task A_value_nobody_can_load_is_a_failure_when_there_never_was_one()
    {
        await using var process = await replicas.NewProcessAsync();
        var cache = process.GetRequiredService<NamedCaches>().Get(_declaration);
        await Assert.ThrowsAsync<InvalidOperationException>(() => AskAsync(cache, answer: null));
    }

    private static Task<string> AskAsync(NamedCache cache, string? answer) => cache.GetAsync(
        null, "key", _ => answer is null ? throw new InvalidOperationException("away") : Task.FromResult(answer), static _ => new Kept(100, [Tag]), ModuleHost.Cancellation).AsTask();
}
