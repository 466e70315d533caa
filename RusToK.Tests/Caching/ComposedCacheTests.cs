using Microsoft.Extensions.DependencyInjection;
using RusToK.Core.Caching;
using RusToK.Core.Caching.Composed;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Identity;
using RusToK.Tests.Telemetry;
using RusToK.Tests.Telemetry.Proof;
using Xunit;

namespace RusToK.Tests.Caching;

/// <summary>What was made of the answers of caches counts as long as they do.</summary>
public sealed class ComposedCacheTests(CachedReplicas replicas) : IClassFixture<CachedReplicas>
{
    private readonly CacheDeclaration _declaration = new("test" + Guid.NewGuid().ToString("N"), IsShared: true);
    private readonly string _name = "made" + Guid.NewGuid().ToString("N");

    [Fact]
    [Proves("rustok.cache.entries")]
    public async Task It_counts_until_one_of_its_parts_does_not()
    {
        await using var process = await replicas.NewProcessAsync();
        var (caches, gauges) = MadeGauges.By(process.GetRequiredService<NamedCaches>);
        using var watched = gauges;
        var (parts, made) = (caches.Get(_declaration), caches.Compose<string>(_name));
        var reads = CacheReads.Begin();
        await AskAsync(parts, "one");
        await AskAsync(parts, "other");
        Assert.True(reads.AreWhole);
        made.Keep("key", "made of both", 24, reads);

        Assert.Equal("made of both", await FindAsync(made));
        Assert.Equal(1, gauges.Read("rustok.cache.entries").Single(e => e["cache"] == _name).Value);
        await parts.ForgetAsync(["other"], ModuleHost.Cancellation);
        Assert.Null(await FindAsync(made));

        // What is loaded anew is another answer, though it says the same.
        await AskAsync(parts, "other");
        Assert.Null(await FindAsync(made));
    }

    [Fact]
    public async Task A_process_that_has_missed_messages_gives_nothing_of_what_it_had()
    {
        await using var process = await replicas.NewProcessAsync();
        var caches = process.GetRequiredService<NamedCaches>();
        var (parts, made) = (caches.Get(_declaration), caches.Compose<string>(_name));
        var reads = CacheReads.Begin();
        await AskAsync(parts, "one");
        made.Keep("key", "made", 8, reads);

        parts.ForgetHere();

        Assert.Null(await FindAsync(made));
    }

    [Fact]
    public async Task An_old_answer_makes_nothing_that_is_kept()
    {
        await using var process = await replicas.NewProcessAsync();
        var caches = process.GetRequiredService<NamedCaches>();
        var (parts, made) = (caches.Get(_declaration), caches.Compose<string>(_name));
        await AskAsync(parts, "one");
        await parts.ForgetAsync(["one"], ModuleHost.Cancellation);
        var reads = CacheReads.Begin();

        await parts.GetAsync<string>(null, "one", static _ => throw new InvalidOperationException("away"), static _ => new Kept(100, ["one"]), ModuleHost.Cancellation);

        Assert.False(reads.AreWhole);
        Assert.Throws<ArgumentException>(() => made.Keep("key", "made", 8, reads));
    }

    [Fact]
    [Proves("rustok.cache.evictions")]
    public async Task Its_memory_is_bounded_with_that_of_its_parts()
    {
        await using var process = await replicas.NewProcessAsync(("Caching:MaxBytes", "1000000"));
        var caches = process.GetRequiredService<NamedCaches>();
        var (parts, made) = (caches.Get(_declaration), caches.Compose<string>(_name));
        using var evicted = new CountedMetric("rustok.cache.evictions");
        var reads = CacheReads.Begin();
        await AskAsync(parts, "one");

        for (var i = 0; i < 1_000; i++)
            made.Keep($"key {i}", "made", 5_000, reads);

        Assert.InRange(made.Count, 50, 200);
        Assert.True(evicted.Sum(("cache", _name)) >= 700);
    }

    private static ValueTask<string?> FindAsync(ComposedCache<string> made) => made.FindAsync("key", static (_, _) => true, true, ModuleHost.Cancellation);

    private static async Task AskAsync(NamedCache cache, string key) =>
        await cache.GetAsync(null, key, _ => Task.FromResult(new string('x', 3)), _ => new Kept(100, [key]), ModuleHost.Cancellation);
}
