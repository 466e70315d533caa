using System.Diagnostics;
using RusToK.Embedded.Servers;
using Xunit;

namespace RusToK.Tests.EndToEnd;

/// <summary>SIGTERM under load: what was begun is finished, what is known is told, and the others go on at once.</summary>
[Collection(nameof(QuietSystemTests))]
public sealed class ShutdownTests(RunningSystem system, ITestOutputHelper output)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>Slow enough for the dashboard to take every span meanwhile, on a busy machine too: what a slow one costs is TelemetryFlushTests' matter.</summary>
    private static readonly TimeSpan RoundTime = TimeSpan.FromMilliseconds(80);

    /// <summary>Telemetry waits for the end of the process, unless there is much of it.</summary>
    private static readonly (string, string) AtTheEnd = ("OTEL_BSP_SCHEDULE_DELAY", "600000");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_worker_finishes_hands_its_partitions_over_and_flushes_its_telemetry()
    {
        await using var worker = await system.StartAnotherAsync("RusToK.Worker", "rustok-worker-2", AtTheEnd);
        await Eventually.HoldsAsync(async () => await HoldersAsync() is [2, 2], Cancellation, "the workers share the partitions");
        await using var load = new ContentLoad(system.Services, system.Api.BaseAddress!, commandWriters: 0, apiWriters: 4) { Budget = int.MaxValue, RoundTime = RoundTime };
        await load.StartAsync();
        await load.ReachedAsync(300);

        var elapsed = await TerminateAsync(worker);
        var handover = Stopwatch.StartNew();
        await Eventually.HoldsAsync(async () => await HoldersAsync() is [4], Cancellation, "the other worker has all of them");
        handover.Stop();
        await load.ReachedAsync(load.Events + 100);
        await load.StopAsync();

        var audit = new ReadModelAudit(system.Database);
        await Eventually.HoldsAsync(audit.IsCaughtUpAsync, () => "the read model is the truth", Eventually.Deadline, Cancellation);
        var byThis = 0;
        foreach (var trace in load.Acknowledged.Values)
        {
            var tree = await system.Telemetry.TraceAsync(trace, ["process node.created", "process node.published"], Cancellation);
            byThis += tree.Spans.Any(s => s.Service == "rustok-worker-2" && s.Name == "process node.published") ? 1 : 0;
        }

        output.WriteLine(
            $"Worker SIGTERM: ended in {elapsed.TotalSeconds:0.0} s, partitions taken over {handover.Elapsed.TotalSeconds:0.0} s later; " +
            $"all {load.Acknowledged.Count} traces complete, {byThis} of them by the worker that ended");
        Assert.True(byThis > 0, "the worker has processed nothing");
        Assert.InRange(handover.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task An_API_answers_what_it_has_begun_and_flushes_its_telemetry()
    {
        await using var api = await system.StartAnotherAsync("RusToK.Api", "rustok-api-2", AtTheEnd);
        await using var load = new ContentLoad(system.Services, api.Address, commandWriters: 0, apiWriters: 4) { Budget = int.MaxValue, RoundTime = RoundTime };
        await load.StartAsync();
        await load.ReachedAsync(400);

        var elapsed = await TerminateAsync(api);
        await load.StopAsync();

        Assert.NotEmpty(load.Unanswered);
        var unanswered = string.Join(',', load.Unanswered.Keys.Select(id => $"'{id}'"));
        var done = await system.Database.ScalarAsync<Guid[]>($"SELECT coalesce(array_agg(id), ARRAY[]::uuid[]) FROM content.nodes WHERE id IN ({unanswered})");
        Assert.True(done.Length == 0, $"what was begun was not answered: {string.Join('\n', done.Select(id => load.Unanswered[id]))}");
        foreach (var trace in load.Acknowledged.Values)
            await system.Telemetry.TraceAsync(trace, t => t.Spans.Any(s => s is { Name: "POST /graphql", Service: "rustok-api-2" }), Cancellation);
        output.WriteLine(
            $"API SIGTERM: ended in {elapsed.TotalSeconds:0.0} s; {load.Acknowledged.Count} requests answered and all their traces there, " +
            $"{load.Unanswered.Count} refused and none of them done");
    }

    private static async Task<TimeSpan> TerminateAsync(ProjectProcess process)
    {
        var elapsed = Stopwatch.StartNew();
        await process.StopAsync();
        elapsed.Stop();
        Assert.True(await process.Completion == 0, string.Join('\n', process.Output.Lines.TakeLast(30)));
        foreach (var line in process.Output.Lines.Where(l => l.Contains("has not taken all", StringComparison.Ordinal)))
            TestContext.Current.TestOutputHelper!.WriteLine($"{elapsed.Elapsed.TotalSeconds:0.0} s: {line}");
        Assert.DoesNotContain(process.Output.Lines, line => line.Contains("has not taken all", StringComparison.Ordinal) && line.Contains("traces", StringComparison.Ordinal));
        Assert.InRange(elapsed.Elapsed, TimeSpan.Zero, Longest);
        return elapsed.Elapsed;
    }

    /// <summary>How many partitions of the content projection each worker holds.</summary>
    private Task<long[]> HoldersAsync() => system.Database.ScalarAsync<long[]>($"""
        SELECT coalesce(array_agg(n ORDER BY n), ARRAY[]::bigint[]) FROM (
            SELECT count(*) AS n FROM pg_locks
             WHERE locktype = 'advisory' AND classid::int8 = {(uint)Worker.Consumers.PartitionLeases.LockGroup("content")} AND objid < 100 AND objsubid = 2
               AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) GROUP BY pid) held
        """);
}
