using System.Text.Json;
using RusToK.Core.Persistence;
using RusToK.Embedded;
using RusToK.Embedded.Servers;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.EndToEnd;

/// <summary>A dump of a running system's database, restored into another cluster, whose transaction ids begin anew.</summary>
public sealed class RestoredDumpTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Password = "test";

    private EmbeddedServers _old = null!;
    private EmbeddedServers _new = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _old = await EmbeddedServers.StartAsync(cancellationToken: Cancellation);
        _new = await EmbeddedServers.StartAsync(new EmbeddedServersOptions { Redis = false }, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _old.DisposeAsync();
        await _new.DisposeAsync();
    }

    [Fact]
    public async Task Is_refused_by_the_relay_until_it_is_anchored_again_and_then_nothing_is_lost_or_repeated()
    {
        var before = await MigratedAsync(_old);
        await using (var services = TestServices.Build(before.App))
        {
            await using var load = new ContentLoad(services, new Uri("http://127.0.0.1:1"), commandWriters: 4, apiWriters: 0) { Budget = 3000 };
            await using (var worker = new ProjectProcess("RusToK.Worker", "worker-old", Environment(before.Worker)))
            {
                await worker.StartAsync(Cancellation);
                await load.StartAsync();
                await load.ReachedAsync(2000);
                // What it is about to publish and to apply stays as it is.
                await worker.KillAsync();
            }

            await load.ReachedAsync(3000);
            await load.StopAsync();
        }

        var after = await MigratedAsync(_new);
        await DatabaseCopy.RunAsync(before, after);
        var audit = await ReadModelAudit.InstallAsync(after);
        var missing = await audit.MissingAsync();
        Assert.True(missing > 0, "the dump has nothing left to deliver");

        await using var restored = new ProjectProcess("RusToK.Worker", "worker-new", Environment(after.Worker));
        await restored.StartAsync(Cancellation);
        await restored.Output.WaitForAsync(line => line.Contains("./rustok reanchor", StringComparison.Ordinal), Cancellation);
        using var http = new HttpClient { BaseAddress = restored.Address };
        // On a busy machine another of the checks may be late for once.
        var readiness = string.Empty;
        await Eventually.HoldsAsync(
            async () => IsDegraded(readiness = await ReadinessAsync(http)), () => $"it is degraded and says what to do; it says {readiness}", Eventually.Deadline, Cancellation);
        Assert.Matches(@"(?m)^rustok_relay_leader\S* 0( |$)", await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancellation));

        // Life goes on meanwhile: what is written now waits, while what was in the streams already is applied.
        string late;
        await using (var services = TestServices.Build(after.App))
        {
            await using var load = new ContentLoad(services, new Uri("http://127.0.0.1:1"), commandWriters: 2, apiWriters: 0) { Budget = 200 };
            await load.StartAsync();
            await load.ReachedAsync(200);
            await load.StopAsync();
            late = string.Join(',', load.Tenants.Select(id => $"'{id}'"));
        }

        Assert.True(await after.ScalarAsync<long>($"SELECT count(*) FROM content.nodes WHERE tenant_id IN ({late})") > 0);
        Assert.Equal(0, await after.ScalarAsync<long>($"SELECT count(*) FROM read.content_nodes WHERE tenant_id IN ({late})"));
        var administration = Environment(after.Owner);
        var anchored = (await WorkerCommand.RunAsync(administration, "reanchor")).Succeeded();
        await Eventually.HoldsAsync(audit.IsCaughtUpAsync, () => "the read model is the truth", Eventually.Deadline, Cancellation);

        Assert.Equal((0, 0), (await audit.RepeatedAsync(), await audit.TornAsync()));
        Assert.Equal(0, await after.ScalarAsync<long>("SELECT (SELECT count(*) FROM events.retries) + (SELECT count(*) FROM events.dead_letters)"));
        // What the read model had before the dump was not written again.
        Assert.Equal(0, await after.ScalarAsync<long>("""
            SELECT count(*) FROM audit.writes w JOIN audit.restored r ON r.id = w.id AND r.version >= w.version WHERE w.relation = 'content_nodes'
            """));
        output.WriteLine($"{anchored.Output} Rows of the truth the restored read model lacked: {missing}, now 0.");
        Assert.Contains("nothing to do", (await WorkerCommand.RunAsync(administration, "reanchor")).Succeeded().Output, StringComparison.Ordinal);
    }

    private static async Task<string> ReadinessAsync(HttpClient http)
    {
        using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), Cancellation);
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }

    private static bool IsDegraded(string readiness)
    {
        using var document = JsonDocument.Parse(readiness);
        return document.RootElement.GetProperty("status").GetString() == "Degraded"
            && document.RootElement.GetProperty("checks").GetProperty("event_log").GetProperty("description").GetString()?.Contains("./rustok reanchor", StringComparison.Ordinal) == true;
    }

    private async Task<SpineDatabase> MigratedAsync(EmbeddedServers servers)
    {
        const string name = "rustok";
        await servers.Postgres.EnsureOwnedDatabaseAsync(name, "rustok_owner", Password, Cancellation);
        var database = new SpineDatabase(
            name, servers.Postgres.SuperuserConnectionString(name), servers.Postgres.ConnectionString(name, "rustok_owner", Password),
            servers.Postgres.ConnectionString(name, DatabaseRoles.App, Password), servers.Postgres.ConnectionString(name, DatabaseRoles.Worker, Password));
        (await WorkerCommand.RunAsync(
            Environment(database.Owner).With("Database__AppPassword", Password).With("Database__WorkerPassword", Password), "migrate")).Succeeded();
        return database;
    }

    private Dictionary<string, string> Environment(string connectionString) => new()
    {
        ["ConnectionStrings__rustok"] = connectionString,
        ["ConnectionStrings__redis"] = _old.Redis.ConnectionString,
        ["DOTNET_ENVIRONMENT"] = "Development",
    };
}
