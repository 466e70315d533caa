using RusToK.Core.Events;
using RusToK.Core.Events.Streams;
using Xunit;

namespace RusToK.Tests.Commerce;

/// <summary>The read models follow from the log alone, however its events are cut into batches, repeated and interleaved.</summary>
public sealed class CommerceProjectionTests(CommerceHost host) : IClassFixture<CommerceHost>
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Any_way_through_the_log_ends_at_the_same_read_models(int seed)
    {
        var random = new Random(seed);
        await new RandomShop(host, await host.NewTenantAsync(), seed).RunAsync(220);
        await new RandomShop(host, await host.NewTenantAsync(), seed + 100).RunAsync(60);
        var log = await host.ReadLogAsync();

        var live = await AfterAsync(async () =>
        {
            foreach (var e in log)
                await host.ProjectAsync([e]);
        });
        Assert.All(host.Projections.SelectMany(p => p.Tables), table => Assert.True(live[table] != "0:" || table == "read.catalog_deleted", table));
        Same(live, await AfterAsync(() => host.ProjectAsync(log)));
        Same(live, await AfterAsync(() => InPiecesAsync(log, random)));
        Same(live, await AfterAsync(() => InterleavedAsync(log, random)));
        Same(live, await AfterAsync(async () =>
        {
            await host.ProjectAsync(log);
            await host.ProjectAsync(log);
            await InPiecesAsync(log, random);
        }));
    }

    [Fact]
    public async Task What_is_put_together_agrees_with_the_truth()
    {
        var context = await host.NewTenantAsync();
        await new RandomShop(host, context, 7).RunAsync(300);
        await host.EmptyReadModelsAsync();
        await host.ProjectAsync(await host.ReadLogAsync());

        Assert.Equal(0L, await host.ScalarAsync<long>("""
            SELECT count(*) FROM
                (SELECT tenant_id, id, status, vendor, type, tags, category_id, updated_at, version FROM commerce.products) t
                FULL JOIN read.products p ON p.tenant_id = t.tenant_id AND p.id = t.id
             WHERE (t.status, t.vendor, t.type, t.tags, t.category_id, t.updated_at, t.version)
                   IS DISTINCT FROM (p.status, p.vendor, p.type, p.tags, p.category_id, p.updated_at, p.version)
            """));
        Assert.Equal(0L, await host.ScalarAsync<long>("""
            SELECT count(*) FROM
                (SELECT s.* FROM commerce.variant_stock s WHERE on_hand <> 0 OR reserved <> 0) t
                FULL JOIN (SELECT * FROM read.variant_stock WHERE on_hand <> 0 OR reserved <> 0) s ON s.tenant_id = t.tenant_id AND s.variant_id = t.variant_id
             WHERE (t.on_hand, t.reserved, t.is_low) IS DISTINCT FROM (s.on_hand, s.reserved, s.is_low)
            """));
        Assert.Equal(0L, await host.ScalarAsync<long>("""
            SELECT count(*) FROM
                (SELECT tenant_id, variant_id, sum(on_hand) AS on_hand, sum(reserved) AS reserved FROM commerce.stock_levels GROUP BY tenant_id, variant_id) l
                JOIN commerce.variant_stock s ON s.tenant_id = l.tenant_id AND s.variant_id = l.variant_id
             WHERE (l.on_hand, l.reserved) IS DISTINCT FROM (s.on_hand, s.reserved)
            """));
        Assert.Equal(0L, await host.ScalarAsync<long>("""
            SELECT count(*) FROM commerce.orders t FULL JOIN read.orders o ON o.tenant_id = t.tenant_id AND o.id = t.id
             WHERE (t.number, t.status, t.total, t.version) IS DISTINCT FROM (o.number, o.status, o.total, o.version)
            """));
        Assert.Equal(0L, await host.ScalarAsync<long>("""
            SELECT count(*) FROM (SELECT tenant_id, collection_id, product_id, position FROM commerce.collection_products) t
                FULL JOIN (SELECT m.* FROM read.collection_products m JOIN read.collections c ON c.tenant_id = m.tenant_id AND c.id = m.collection_id
                            WHERE m.is_member AND c.kind = 'manual') m
                    ON m.tenant_id = t.tenant_id AND m.collection_id = t.collection_id AND m.product_id = t.product_id
             WHERE t.position IS DISTINCT FROM m.position
            """));
    }

    private static void Same(Dictionary<string, string> expected, Dictionary<string, string> actual) =>
        Assert.Equal(expected.Select(t => $"{t.Key} {t.Value}"), actual.Select(t => $"{t.Key} {t.Value}"));

    private async Task<Dictionary<string, string>> AfterAsync(Func<Task> project)
    {
        await host.EmptyReadModelsAsync();
        await project();
        return await host.HashReadModelsAsync();
    }

    /// <summary>Pieces of any size, some of which come again.</summary>
    private async Task InPiecesAsync(List<EventEnvelope> log, Random random)
    {
        for (var at = 0; at < log.Count;)
        {
            var piece = log.Skip(at).Take(random.Next(1, 40)).ToList();
            await host.ProjectAsync(piece);
            if (random.Next(3) == 0)
                await host.ProjectAsync(piece);
            at += piece.Count;
        }
    }

    /// <summary>Partitions go on at their own pace, as workers take them; each keeps its order.</summary>
    private async Task InterleavedAsync(List<EventEnvelope> log, Random random)
    {
        var partitions = log.GroupBy(e => Partitioning.Of(e.AggregateId, 4)).Select(p => new Queue<EventEnvelope>(p)).ToList();
        while (partitions.Any(p => p.Count > 0))
        {
            var partition = partitions[random.Next(partitions.Count)];
            var piece = new List<EventEnvelope>();
            for (var size = random.Next(1, 30); size > 0 && partition.TryDequeue(out var e); size--)
                piece.Add(e);
            await host.ProjectAsync(piece);
        }
    }
}
