using RusToK.Api.GraphQL.Server.Loaders;
using Xunit;

namespace RusToK.Tests.GraphQL.Server;

public sealed class BatchLoaderTests
{
    [Fact]
    public async Task Keys_asked_for_while_a_batch_is_under_way_get_its_values_and_no_second_fetch()
    {
        var fetches = 0;
        var gate = new TaskCompletionSource();
        var loader = new BatchLoader<int, string>("test", async (keys, _) =>
        {
            fetches++;
            await gate.Task;
            return keys.ToDictionary(k => k, k => $"value {k}");
        }, 100);

        var first = loader.Load(1).GetResultAsync(TestContext.Current.CancellationToken);
        var same = loader.Load(1).GetResultAsync(TestContext.Current.CancellationToken);
        Assert.False(same.IsCompleted);
        gate.SetResult();

        Assert.Equal("value 1", await first);
        Assert.Equal("value 1", await same);
        Assert.Equal(1, fetches);
    }

    [Fact]
    public async Task A_batch_is_split_at_its_bound_and_holds_each_key_once()
    {
        List<int> sizes = [];
        var loader = new BatchLoader<int, int>("test", (keys, _) =>
        {
            sizes.Add(keys.Count);
            return Task.FromResult<IReadOnlyDictionary<int, int>>(keys.Where(k => k != 3).ToDictionary(k => k));
        }, 4);

        var results = Enumerable.Range(0, 20).Select(i => loader.Load(i % 10)).ToList();
        var values = await Task.WhenAll(results.Select(r => r.GetResultAsync(TestContext.Current.CancellationToken)));

        Assert.Equal([4, 4, 2], sizes);
        Assert.Equal(7, values[17]);
        Assert.Equal(0, values[3]);
    }
}
