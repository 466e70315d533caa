using Npgsql;
using RusToK.Embedded;
using RusToK.Embedded.Processes;
using StackExchange.Redis;
using Xunit;

namespace RusToK.Tests.Embedded;

public sealed class EmbeddedServersTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Postgres_and_Redis_answer_once_started_and_are_gone_once_disposed()
    {
        var servers = await EmbeddedServers.StartAsync(cancellationToken: Cancellation);
        var processes = servers.All.Select(server => server.ProcessId).ToList();
        Assert.All(processes, id => Assert.True(NativeProcess.Exists(id)));
        Assert.True(await servers.Postgres.IsHealthyAsync(Cancellation));
        Assert.True(await servers.Redis.IsHealthyAsync(Cancellation));
        var data = servers.Postgres.DataDirectory;

        await servers.DisposeAsync();

        Assert.All(processes, id => Assert.False(NativeProcess.Exists(id)));
        Assert.False(Directory.Exists(data));
    }

    [Fact]
    public async Task Two_sets_of_servers_run_beside_each_other()
    {
        var both = await Task.WhenAll(
            EmbeddedServers.StartAsync(cancellationToken: Cancellation),
            EmbeddedServers.StartAsync(cancellationToken: Cancellation));
        await using var one = both[0];
        await using var other = both[1];

        int[] ports = [one.Postgres.Port, one.Redis.Port, other.Postgres.Port, other.Redis.Port];

        Assert.Equal(4, ports.Distinct().Count());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Postgres_keeps_committed_rows_and_its_port_after_a_crash(bool killed)
    {
        await using var servers = await EmbeddedServers.StartAsync(
            new EmbeddedServersOptions { Redis = false, Durable = true }, Cancellation);
        var database = await servers.Postgres.CreateDatabaseAsync("kept", cancellationToken: Cancellation);
        await ExecuteAsync(database, "create table t (n int); insert into t select generate_series(1, 100)");
        var port = servers.Postgres.Port;

        if (killed)
            await servers.Postgres.KillAsync();
        else
            await servers.Postgres.StopImmediateAsync();
        Assert.False(await servers.Postgres.IsHealthyAsync(Cancellation));
        await servers.Postgres.StartAsync(Cancellation);

        Assert.Equal(port, servers.Postgres.Port);
        Assert.Equal(100L, await ScalarAsync(database, "select count(*) from t"));
        Assert.Contains(servers.Postgres.Output.Lines, line => line.Contains("was not properly shut down", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_database_is_made_as_a_copy_of_a_template()
    {
        await using var servers = await EmbeddedServers.StartAsync(new EmbeddedServersOptions { Redis = false }, Cancellation);
        var template = await servers.Postgres.CreateDatabaseAsync("template", cancellationToken: Cancellation);
        await ExecuteAsync(template, "create table t as select 42 as answer");

        var copy = await servers.Postgres.CreateDatabaseAsync("copy", "template", cancellationToken: Cancellation);

        Assert.Equal(42, await ScalarAsync(copy, "select answer from t"));
    }

    [Fact]
    public async Task The_owner_of_a_database_may_create_roles_and_is_no_superuser()
    {
        await using var servers = await EmbeddedServers.StartAsync(new EmbeddedServersOptions { Redis = false }, Cancellation);

        await servers.Postgres.EnsureOwnedDatabaseAsync("rustok", "rustok_owner", "secret", Cancellation);
        await servers.Postgres.EnsureOwnedDatabaseAsync("rustok", "rustok_owner", "changed", Cancellation);

        var owner = servers.Postgres.ConnectionString("rustok", "rustok_owner", "changed");
        await ExecuteAsync(owner, "create role rustok_app login; grant pg_monitor to rustok_app; create extension pg_trgm; create table t ()");
        Assert.Equal(false, await ScalarAsync(owner, "select usesuper from pg_user where usename = current_user"));
    }

    [Fact]
    public async Task Upper_and_lower_case_of_all_scripts_are_known_to_the_database()
    {
        await using var servers = await EmbeddedServers.StartAsync(new EmbeddedServersOptions { Redis = false }, Cancellation);

        var lower = await ScalarAsync(servers.Postgres.SuperuserConnectionString(), "select lower('ÅÉПРИВЕТ')");

        Assert.Equal("åéпривет", lower);
    }

    [Fact]
    public async Task Redis_keeps_what_it_confirmed_after_SIGKILL()
    {
        await using var servers = await EmbeddedServers.StartAsync(new EmbeddedServersOptions { Postgres = false }, Cancellation);
        await using (var before = await ConnectionMultiplexer.ConnectAsync(servers.Redis.ConnectionString))
            await before.GetDatabase().StringSetAsync("key", "value");

        await servers.Redis.KillAsync();
        await servers.Redis.StartAsync(Cancellation);

        await using var after = await ConnectionMultiplexer.ConnectAsync(servers.Redis.ConnectionString);
        Assert.Equal("value", await after.GetDatabase().StringGetAsync("key"));
    }

    [Fact]
    public async Task A_paused_server_answers_nothing_until_it_is_resumed()
    {
        await using var servers = await EmbeddedServers.StartAsync(new EmbeddedServersOptions { Postgres = false }, Cancellation);

        await servers.Redis.PauseAsync();
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var answer = servers.Redis.IsHealthyAsync(soon.Token);
        Assert.NotSame(answer, await Task.WhenAny(answer, Task.Delay(TimeSpan.FromMilliseconds(300), Cancellation)));
        await servers.Redis.ResumeAsync();

        Assert.True(await answer);
    }

    [Fact]
    public async Task A_server_that_cannot_start_says_why()
    {
        var failure = await Assert.ThrowsAsync<RusToK.Embedded.Servers.ServerStartException>(() => EmbeddedServers.StartAsync(
            new EmbeddedServersOptions
            {
                Redis = false,
                PostgresSettings = new Dictionary<string, string> { ["work_mem"] = "plenty" },
            },
            Cancellation));

        Assert.Contains("work_mem", failure.Message, StringComparison.Ordinal);
    }

    private static async Task ExecuteAsync(string connectionString, string statements)
    {
        await using var connection = new NpgsqlConnection($"{connectionString};Pooling=false");
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(statements, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private static async Task<object?> ScalarAsync(string connectionString, string query)
    {
        await using var connection = new NpgsqlConnection($"{connectionString};Pooling=false");
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(query, connection);
        return await command.ExecuteScalarAsync(Cancellation);
    }
}
