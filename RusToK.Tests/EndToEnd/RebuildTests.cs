using Xunit;

namespace RusToK.Tests.EndToEnd;

[Collection(nameof(RunningSystemTests))]
public sealed class RebuildTests(RunningSystem system, ITestOutputHelper output)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_emptied_read_model_is_rebuilt_from_the_log_as_it_was_while_others_go_on_writing()
    {
        var audit = new ReadModelAudit(system.Database);
        string before;
        List<Guid> tenants;
        await using (var load = NewLoad())
        {
            await WriteAsync(load, 3000);
            await load.StopAsync();
            await SettledAsync(audit);
            tenants = [.. load.Tenants];
            before = await audit.FingerprintAsync(tenants);
        }

        await using var traffic = NewLoad();
        await WriteAsync(traffic, 300);
        traffic.Budget = int.MaxValue;
        await audit.EmptyAsync();
        Assert.NotEqual(before, await audit.FingerprintAsync(tenants));

        var rebuilt = (await WorkerCommand.RunAsync(system.Administration, "rebuild", "content")).Succeeded();
        Assert.Equal(before, await audit.FingerprintAsync(tenants));
        var written = traffic.Events;
        await traffic.ReachedAsync(written + 300);
        await traffic.StopAsync();
        await SettledAsync(audit);
        output.WriteLine($"{rebuilt.Output.Split('\n')[^1]} Fingerprint {before}");
        Assert.Equal(before, await audit.FingerprintAsync(tenants));
        Assert.Equal(0, await system.Database.ScalarAsync<long>("SELECT (SELECT count(*) FROM events.retries) + (SELECT count(*) FROM events.dead_letters WHERE status = 'dead')"));
    }

    private ContentLoad NewLoad() => new(system.Services, system.Api.BaseAddress!, commandWriters: 4, apiWriters: 1);

    private static async Task WriteAsync(ContentLoad load, int events)
    {
        load.Budget = events;
        await load.StartAsync();
        await load.ReachedAsync(events);
    }

    private static Task SettledAsync(ReadModelAudit audit) =>
        Eventually.HoldsAsync(audit.IsCaughtUpAsync, () => "the read model is the truth", Eventually.Deadline, Cancellation);
}
