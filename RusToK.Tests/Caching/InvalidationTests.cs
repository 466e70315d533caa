using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using RusToK.Core.Caching;
using RusToK.Core.Caching.Invalidation;
using RusToK.Core.Content.Caching;
using RusToK.Core.Events;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Identity;
using RusToK.Tests.Telemetry.Proof;
using Xunit;

namespace RusToK.Tests.Caching;

/// <summary>How processes are told what to forget.</summary>
public sealed class InvalidationTests(CachedReplicas replicas) : IClassFixture<CachedReplicas>
{
    private static readonly Guid Tenant = Guid.CreateVersion7();

    [Fact]
    [Proves("rustok.cache.backplane.messages")]
    public async Task What_was_loaded_before_a_change_and_stored_after_it_was_told_is_forgotten()
    {
        await using var reader = await replicas.NewProcessAsync();
        await using var writer = await replicas.NewProcessAsync();
        var cache = reader.GetRequiredService<NamedCaches>().Get(ContentCache.Declaration);
        var key = Guid.NewGuid().ToString("N");
        var (loading, stored) = (new TaskCompletionSource(), new TaskCompletionSource());

        var old = cache.GetAsync(Tenant, key, async _ =>
        {
            loading.SetResult();
            await stored.Task;
            return "old";
        }, Tagged(key), ModuleHost.Cancellation).AsTask();
        await loading.Task;
        // The change is committed and told of while the reader still holds what it has read.
        using var received = new CountedMetric("rustok.cache.backplane.messages");
        await Eventually.HoldsAsync(() => IsToldAsync(writer.GetRequiredService<NamedCaches>().Get(ContentCache.Declaration), key), ModuleHost.Cancellation);
        await Eventually.HoldsAsync(() => received.Sum(("direction", "received")) > 0, ModuleHost.Cancellation);
        stored.SetResult();
        Assert.Equal("old", await old);

        Assert.Equal("new", await cache.GetAsync(Tenant, key, _ => Task.FromResult("new"), Tagged(key), ModuleHost.Cancellation));
    }

    /// <summary>A cache that has just been made has no channel yet; whoever tells of changes tells again, as the Worker does.</summary>
    private static async Task<bool> IsToldAsync(NamedCache cache, string tag)
    {
        try
        {
            await cache.ForgetAsync([tag], ModuleHost.Cancellation);
            return true;
        }
        catch (ZiggyCreatures.Caching.Fusion.FusionCacheBackplaneException)
        {
            return false;
        }
    }

    [Fact]
    public async Task Whoever_takes_a_projection_over_has_everything_forgotten()
    {
        await using var reader = await replicas.NewProcessAsync();
        var cache = reader.GetRequiredService<NamedCaches>().Get(ContentCache.Declaration);
        var (key, loads) = (Guid.NewGuid().ToString("N"), 0);
        Task<int> LoadAsync() => cache.GetAsync(Tenant, key, _ => Task.FromResult(++loads), Number(key), ModuleHost.Cancellation).AsTask();
        // What other tests told of may still be on its way and have the first one forgotten.
        await Eventually.HoldsAsync(async () => await LoadAsync() == await LoadAsync(), ModuleHost.Cancellation);
        var remembered = loads;

        replicas.Invalidator.TakenOver("content");

        await Eventually.HoldsAsync(async () => await LoadAsync() > remembered, ModuleHost.Cancellation);
    }

    [Fact]
    public async Task A_burst_costs_the_consumer_next_to_nothing()
    {
        var events = Enumerable.Range(0, 1_000).Select(_ => Event(Guid.CreateVersion7())).ToArray();
        var elapsed = Stopwatch.StartNew();
        for (var i = 0; i < 50; i++)
            replicas.Invalidator.Applied("content", events);

        // 50,000 events; a consumer has a second for as many.
        Assert.True(elapsed.Elapsed < TimeSpan.FromMilliseconds(100), $"took {elapsed.Elapsed}");
        await using var reader = await replicas.NewProcessAsync();
        var cache = reader.GetRequiredService<NamedCaches>().Get(ContentCache.Declaration);
        Assert.Equal("here", await cache.GetAsync(Tenant, Guid.NewGuid().ToString("N"), _ => Task.FromResult("here"), Tagged("x"), ModuleHost.Cancellation));
    }

    [Fact]
    public void Very_many_of_one_tenant_become_the_tenant_and_very_many_in_all_become_everything()
    {
        var tags = new StaleTags();
        for (var i = 0; i < 64; i++)
            tags.Add(Tenant, $"node:{i}");
        Assert.Equal(64, tags.ToTags().Count);
        tags.Add(Tenant, "node:64");
        Assert.Equal([CacheTags.OfTenant(Tenant)], tags.ToTags());

        for (var i = 0; i < 511; i++)
            tags.Add(Guid.CreateVersion7(), "node:x");
        Assert.Equal(512, tags.ToTags().Count);
        tags.Add(Guid.CreateVersion7(), "node:x");
        Assert.Equal([CacheTags.Everything], tags.ToTags());
    }

    [Fact]
    [Proves("rustok.cache.evictions")]
    public async Task The_memory_of_a_process_is_bounded_by_bytes()
    {
        await using var process = await replicas.NewProcessAsync(("Caching:MaxBytes", "1000000"));
        var cache = process.GetRequiredService<NamedCaches>().Get(ContentCache.Declaration);
        using var evicted = new CountedMetric("rustok.cache.evictions");

        for (var i = 0; i < 300; i++)
            await cache.GetAsync(Tenant, $"{i}:{Guid.NewGuid():N}", _ => Task.FromResult(new string('x', 5_000)), static text => new Kept(2 * text.Length, []), ModuleHost.Cancellation);

        await Eventually.HoldsAsync(() => cache.Count < 200 && evicted.Sum(("cache", "content")) > 0, ModuleHost.Cancellation);
    }

    private static Func<string, Kept> Tagged(string tag) => _ => new Kept(100, [tag]);

    private static Func<int, Kept> Number(string tag) => _ => new Kept(100, [tag]);

    private static EventEnvelope Event(Guid node) => new()
    {
        Id = Guid.CreateVersion7(),
        Type = "node.updated",
        SchemaVersion = 1,
        TenantId = Tenant,
        AggregateType = "node",
        AggregateId = node,
        AggregateVersion = 2,
        CorrelationId = node,
        OccurredAt = DateTimeOffset.UnixEpoch,
        Payload = "{}"u8.ToArray(),
    };
}
