using Xunit;

namespace RusToK.Tests.Pipeline;

public sealed class DeliveryTests(PipelineFixture fixture)
{
    [Fact]
    public async Task Every_committed_event_is_applied_once_and_no_rolled_back_one_is()
    {
        await using var database = await fixture.CreateAsync();
        await using var pipeline = await RunningPipeline.StartAsync(database);
        var aggregates = Enumerable.Range(0, 40).Select(_ => Guid.CreateVersion7()).ToArray();

        await Parallel.ForAsync(0, aggregates.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            for (var version = 1; version <= 25; version++)
            {
                await database.AppendAsync(aggregates[i], version);
                if (version % 5 == 0)
                {
                    var (connection, transaction) = await database.AppendAndStayOpenAsync(aggregates[i], version + 1000);
                    await transaction.RollbackAsync(CancellationToken.None);
                    await connection.DisposeAsync();
                }
            }
        });

        await Eventually.HoldsAsync(async () => await database.DifferencesAsync() == 0, TestContext.Current.CancellationToken, "every event is applied once");
        Assert.Equal(1000, await database.ScalarAsync<long>("SELECT sum(times)::bigint FROM test.items"));
    }

    [Fact]
    public async Task A_transaction_left_open_holds_back_its_own_events_and_nobody_elses()
    {
        await using var database = await fixture.CreateAsync();
        await using var pipeline = await RunningPipeline.StartAsync(database);
        var late = Guid.CreateVersion7();
        var (connection, transaction) = await database.AppendAndStayOpenAsync(late, 1);

        for (var round = 1; round <= 3; round++)
        {
            var other = Guid.CreateVersion7();
            await database.AppendAsync(other, 1);
            await Eventually.HoldsAsync(async () => await database.AppliedAsync(other) is not null, TestContext.Current.CancellationToken, "others pass the open transaction");
        }

        Assert.Null(await database.AppliedAsync(late));
        await transaction.CommitAsync(CancellationToken.None);
        await connection.DisposeAsync();
        await Eventually.HoldsAsync(async () => await database.AppliedAsync(late) is { Times: 1 }, TestContext.Current.CancellationToken, "the late one arrives once");
        Assert.Equal(0, await database.DifferencesAsync());
    }
}
