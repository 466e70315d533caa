using System.Diagnostics;
using System.Globalization;
using StackExchange.Redis;
using Xunit;

namespace RusToK.Tests.EndToEnd;

/// <summary>
/// What the event spine promises, on processes that are killed under load: afterwards the read model is the truth, no event is lost and
/// none was applied twice.
/// </summary>
[Collection(nameof(ExpendableSystemTests))]
public sealed class KillTests(ExpendableSystem system, ITestOutputHelper output)
{
    private const int Events = 20_000;
    private const int ForgottenBytes = 256 * 1024;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task Workers_are_killed() => UnderLoadAsync("worker SIGKILL", kills: 5, async kill =>
    {
        var worker = system.Workers[kill % 2];
        await worker.KillAsync();
        await worker.StartAsync(Cancellation);
    });

    [Fact]
    public Task The_relay_is_killed() => UnderLoadAsync("relay SIGKILL", kills: 3, async _ =>
    {
        var relay = await system.RelayHolderAsync();
        await relay.KillAsync();
        await system.RelayHolderAsync(otherThan: relay);
        await relay.StartAsync(Cancellation);
    });

    [Fact]
    public async Task A_frozen_worker_loses_its_partitions_and_does_no_harm_when_it_thaws()
    {
        await using var load = new ContentLoad(system.Services, system.Api.Address, commandWriters: 8, apiWriters: 1);
        await UnderLoadAsync("worker SIGSTOP", kills: 1, async _ =>
        {
            var worker = await system.RelayHolderAsync();
            await worker.PauseAsync();
            try
            {
                await Eventually.HoldsAsync(
                    async () => await system.Database.ScalarAsync<long>(
                        $"SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE l.locktype = 'advisory' AND a.application_name = '{worker.Name}'") == 0,
                    Cancellation, "PostgreSQL has ended all of its sessions that hold an office");
                var before = await CursorsAsync();
                // What was allowed before may all be written by now, and the successor would have nothing to go on with.
                load.Budget += Events / 4;
                await Eventually.HoldsAsync(
                    async () => (await CursorsAsync()).Zip(before).All(c => c.First > c.Second), Cancellation, "the other one has taken over and gone on");
            }
            catch
            {
                await DescribeAsync();
                throw;
            }
            finally
            {
                await worker.ResumeAsync();
            }
        }, load);
    }

    [Fact]
    public Task Redis_is_killed() => UnderLoadAsync("Redis SIGKILL", kills: 3, async _ =>
    {
        await system.Redis.KillAsync();
        await system.Redis.StartAsync(Cancellation);
    });

    [Fact]
    public Task Redis_is_killed_and_has_forgotten_its_newest_entries() => UnderLoadAsync("Redis SIGKILL, end of its file lost", kills: 3, async _ =>
    {
        // What a slow disk does: Redis answers, and the file gets it seconds later or never. Of a file that is being rewritten there are several, and Redis
        // starts only if the last of them is the short one: so none is.
        await StopRewritingAsync();
        await system.Redis.KillAsync();
        var file = Directory.GetFiles(system.Redis.DataDirectory, "*.incr.aof", SearchOption.AllDirectories).MaxBy(f => int.Parse(f.Split('.')[^3], CultureInfo.InvariantCulture))!;
        await using (var written = File.OpenWrite(file))
            written.SetLength(Math.Max(0, written.Length - ForgottenBytes));
        await system.Redis.StartAsync(Cancellation);
    });

    [Fact]
    public Task Redis_is_emptied() => UnderLoadAsync("Redis FLUSHALL", kills: 5, async _ =>
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(system.Redis.ConnectionString + ",allowAdmin=true");
        await redis.GetDatabase().ExecuteAsync("FLUSHALL");
    });

    [Fact]
    public async Task PostgreSQL_is_killed()
    {
        // Recovery repeats what was written since the last checkpoint; that of the tests before is not this one's matter.
        await system.Database.ExecuteAsync("CHECKPOINT");
        await UnderLoadAsync("PostgreSQL SIGKILL / immediate", kills: 4, async kill =>
        {
            await (kill % 2 == 0 ? system.Postgres.StopImmediateAsync() : system.Postgres.KillAsync());
            await system.StartPostgresAsync(Cancellation);
        });
    }

    [Fact]
    public async Task The_API_is_killed()
    {
        await using var load = new ContentLoad(system.Services, system.Api.Address, commandWriters: 4, apiWriters: 6);
        await UnderLoadAsync("API SIGKILL", kills: 3, async _ =>
        {
            await system.Api.KillAsync();
            await system.Api.StartAsync(Cancellation);
        }, load);

        Assert.True(load.Failures > 0, "a client noticed nothing");
        var acknowledged = string.Join(',', load.Acknowledged.Keys.Select(id => $"'{id}'"));
        Assert.Equal(load.Acknowledged.Count, await system.Database.ScalarAsync<long>($"SELECT count(*) FROM content.nodes WHERE id IN ({acknowledged})"));
    }

    private async Task UnderLoadAsync(string what, int kills, Func<int, Task> kill)
    {
        await using var load = new ContentLoad(system.Services, system.Api.Address, commandWriters: 8, apiWriters: 1);
        await UnderLoadAsync(what, kills, kill, load);
    }

    private async Task UnderLoadAsync(string what, int kills, Func<int, Task> kill, ContentLoad load)
    {
        Assert.True(await system.Audit.IsCaughtUpAsync(), "the test before has left the read model behind");
        var repeatedBefore = await system.Audit.RepeatedAsync();
        var elapsed = Stopwatch.StartNew();
        await load.StartAsync();
        for (var i = 1; i <= kills; i++)
        {
            // At each kill, and while it is mended, there is a part of the load left to write.
            load.Budget = (i + 1) * Events / (kills + 1);
            await load.ReachedAsync(i * Events / (kills + 1));
            await kill(i);
        }

        await load.ReachedAsync(Events);
        await load.StopAsync();
        var written = elapsed.Elapsed;
        try
        {
            await Eventually.HoldsAsync(system.Audit.IsCaughtUpAsync, () => "the read model is the truth", Eventually.Deadline, Cancellation);
        }
        catch
        {
            await DescribeAsync();
            throw;
        }

        var left = string.Empty;
        await Eventually.HoldsAsync(
            async () => (left = await LeftInStreamsAsync()).Length == 0, () => $"nothing is left to deliver, but {left}", Eventually.Deadline, Cancellation);

        var (missing, alien) = (await system.Audit.MissingAsync(), await system.Audit.AlienAsync());
        var (repeated, torn) = (await system.Audit.RepeatedAsync() - repeatedBefore, await system.Audit.TornAsync());
        var dead = await system.Database.ScalarAsync<long>("SELECT (SELECT count(*) FROM events.dead_letters) + (SELECT count(*) FROM events.retries)");
        output.WriteLine(
            $"{what}: events {load.Events}, kills {kills}, seconds {elapsed.Elapsed.TotalSeconds:0.0} (written in {written.TotalSeconds:0.0}), " +
            $"unacknowledged {load.Failures}, lost {missing}, alien {alien}, doubled {repeated}, torn {torn}, dead {dead}");
        foreach (var seen in load.Unanswered.Values.CountBy(answer => answer.Split('\n')[0]))
            output.WriteLine($"{seen.Value} x {seen.Key}");
        Assert.Equal((0, 0, 0, 0, 0), (missing, alien, repeated, torn, dead));
    }

    private async Task StopRewritingAsync()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(system.Redis.ConnectionString + ",allowAdmin=true");
        var server = redis.GetServer(redis.GetEndPoints()[0]);
        await server.ConfigSetAsync("auto-aof-rewrite-percentage", 0);
        await Eventually.HoldsAsync(
            async () => (await server.InfoAsync("persistence")).Single().Where(i => i.Key is "aof_rewrite_in_progress" or "aof_rewrite_scheduled").All(i => i.Value == "0"),
            Cancellation, "Redis has written its file anew");
    }

    /// <summary>Says for the report where the events are that did not arrive.</summary>
    private async Task DescribeAsync()
    {
        output.WriteLine(
            $"missing {await system.Audit.MissingAsync()}, alien {await system.Audit.AlienAsync()}, left in streams: {await LeftInStreamsAsync()}; " + await system.Database.ScalarAsync<string>("""
                SELECT concat_ws('; ', 'cursors ' || (SELECT string_agg(concat_ws('/', consumer, partition, batch_no, handled), ' ' ORDER BY consumer, partition) FROM events.consumer_cursors),
                    'newest batch ' || (SELECT max(no) FROM events.relay_batches), 'retries ' || (SELECT count(*) FROM events.retries), 'dead ' || (SELECT count(*) FROM events.dead_letters),
                    'sessions ' || (SELECT string_agg(concat_ws(' ', application_name, state, wait_event, left(query, 60)), ' | ') FROM pg_stat_activity WHERE application_name LIKE 'worker%'))
                """));
        foreach (var worker in system.Workers)
            output.WriteLine($"{worker.Name}: {(worker.IsRunning ? "runs" : "has ended")}{Environment.NewLine}{string.Join(Environment.NewLine, worker.Output.Lines.TakeLast(40))}");
    }

    /// <summary>What the consumers have not been given or have not acknowledged of the streams; empty when there is nothing.</summary>
    private async Task<string> LeftInStreamsAsync()
    {
        var left = new List<string>();
        await using var redis = await ConnectionMultiplexer.ConnectAsync(system.Redis.ConnectionString);
        for (var partition = 0; partition < 4; partition++)
        {
            var stream = await redis.GetDatabase().StreamInfoAsync($"rustok:events:{{{partition}}}");
            foreach (var group in await redis.GetDatabase().StreamGroupInfoAsync($"rustok:events:{{{partition}}}"))
                if (group.LastDeliveredId != stream.LastGeneratedId || group.PendingMessageCount > 0)
                    left.Add($"{partition}: {group.PendingMessageCount} pending, delivered {group.LastDeliveredId} of {stream.LastGeneratedId}, length {stream.Length}, lag {group.Lag}");
        }

        return string.Join("; ", left);
    }

    private Task<long[]> CursorsAsync() => system.Database.ScalarAsync<long[]>(
        "SELECT array_agg(batch_no ORDER BY partition) FROM events.consumer_cursors WHERE consumer = 'content'");
}
