using Npgsql;
using RusToK.Core.Events.Log;
using RusToK.Core.Events.Streams;
using RusToK.Core.Persistence;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Telemetry.Proof;
using RusToK.Worker.Relay;
using Xunit;

namespace RusToK.Tests.Telemetry;

public sealed class OldestTransactionTests(SpineFixture spine)
{
    private const string Name = "rustok.database.xmin.age";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Proves("rustok.database.xmin.age")]
    public async Task The_age_is_that_of_the_oldest_open_transaction_which_has_written()
    {
        var database = await spine.CreateDatabaseAsync(Cancellation);
        await using var older = await OpenAsync(database.App, "SELECT pg_current_xact_id()");
        await using var newer = await OpenAsync(database.App, "SELECT pg_current_xact_id()");

        var least = await AgeOfAsync(older.Connection);
        var measured = Assert.Single(await MeasureAsync(database));
        var most = await AgeOfAsync(older.Connection);

        Assert.InRange(measured, least, most);
        await older.EndAsync();
        Assert.InRange(Assert.Single(await MeasureAsync(database)), 0, await AgeOfAsync(newer.Connection));
    }

    [Fact]
    [Proves("rustok.database.xmin.age")]
    public async Task A_transaction_that_only_reads_holds_nothing_back_and_neither_does_one_that_has_ended()
    {
        var database = await spine.CreateDatabaseAsync(Cancellation);
        await using var reading = await OpenAsync(database.App, "SELECT count(*) FROM tenancy.tenants");
        await using var writing = await OpenAsync(database.App, "SELECT pg_current_xact_id()");
        Assert.NotEqual(0, Assert.Single(await MeasureAsync(database)));

        await writing.EndAsync();

        // PostgreSQL's own upkeep writes now and then.
        await Eventually.HoldsAsync(async () => Assert.Single(await MeasureAsync(database)) == 0, Cancellation);
    }

    [Fact]
    [Proves("rustok.database.xmin.age")]
    public async Task Where_the_owner_may_not_see_when_others_began_there_is_no_age_instead_of_a_wrong_one()
    {
        var database = await spine.CreateDatabaseAsync(Cancellation);
        // A role belongs to all databases of the cluster, and what the product's own may is looked at by other tests.
        var blind = $"blind_{Guid.NewGuid():N}";
        await database.ExecuteAsync($"CREATE ROLE {blind}");
        await database.ExecuteAsync($"GRANT USAGE ON SCHEMA rustok TO {blind}");
        await database.ExecuteAsync($"ALTER FUNCTION rustok.oldest_writer OWNER TO {blind}");
        await database.ExecuteAsync($"GRANT EXECUTE ON FUNCTION rustok.oldest_writer TO {DatabaseRoles.Worker}");
        await Eventually.HoldsAsync(async () => (await MeasureAsync(database)) is [0], Cancellation);

        await using var writing = await OpenAsync(database.Owner, "SELECT pg_current_xact_id()");

        Assert.Empty(await MeasureAsync(database));
    }

    [Fact]
    [Proves("rustok.database.xmin.age")]
    public async Task A_prepared_transaction_counts_although_nobody_is_connected_until_it_is_ended_by_its_name()
    {
        var database = await spine.CreateDatabaseAsync(Cancellation);
        var name = $"prepared-{Guid.NewGuid():N}";
        await using (var writing = await OpenAsync(database.App, "SELECT pg_current_xact_id()"))
        {
            await using var command = new NpgsqlCommand($"PREPARE TRANSACTION '{name}'", writing.Connection);
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        try
        {
            var age = $"SELECT extract(epoch FROM clock_timestamp() - prepared)::float8 FROM pg_prepared_xacts WHERE gid = '{name}'";
            var least = await database.ScalarAsync<double>(age);
            var measured = Assert.Single(await MeasureAsync(database));
            Assert.InRange(measured, least, await database.ScalarAsync<double>(age));
        }
        finally
        {
            await database.ExecuteAsync($"ROLLBACK PREPARED '{name}'");
        }

        await Eventually.HoldsAsync(async () => Assert.Single(await MeasureAsync(database)) == 0, Cancellation);
    }

    [Fact]
    public async Task Nobody_but_the_worker_may_ask()
    {
        var database = await spine.CreateDatabaseAsync(Cancellation);
        await using var app = DataSources.Create(database.App);
        await using var command = app.CreateCommand("SELECT * FROM rustok.oldest_writer()");

        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteScalarAsync(Cancellation));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    /// <summary>As the elected relay does.</summary>
    private static async Task<IReadOnlyList<double>> MeasureAsync(SpineDatabase database)
    {
        await using var source = DataSources.Create(database.Worker);
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        var newest = await EventLogReader.NewestBatchAsync(connection, Cancellation);
        var (relay, gauges) = MadeGauges.By(() => new RelayGauges());
        using (gauges)
        {
            await relay.TakeAsync(connection, newest, StreamTails.None, 4, Cancellation);
            return [.. gauges.Read(Name).Select(m => m.Value)];
        }
    }

    private static async Task<OpenTransaction> OpenAsync(string connectionString, string statement)
    {
        var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(Cancellation);
        var transaction = await connection.BeginTransactionAsync(Cancellation);
        await using var command = new NpgsqlCommand(statement, connection, transaction);
        await command.ExecuteNonQueryAsync(Cancellation);
        return new OpenTransaction(connection, transaction);
    }

    /// <summary>What the transaction itself takes for its age.</summary>
    private static async Task<double> AgeOfAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT extract(epoch FROM clock_timestamp() - now())::float8", connection);
        return (double)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private sealed record OpenTransaction(NpgsqlConnection Connection, NpgsqlTransaction Transaction) : IAsyncDisposable
    {
        public Task EndAsync() => Transaction.CommitAsync(Cancellation);

        public async ValueTask DisposeAsync()
        {
            await Transaction.DisposeAsync();
            await Connection.DisposeAsync();
        }
    }
}
