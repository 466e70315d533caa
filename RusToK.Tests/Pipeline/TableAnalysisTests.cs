using Npgsql;
using RusToK.Core.Persistence;
using Xunit;

namespace RusToK.Tests.Pipeline;

/// <summary>What has grown is analysed before autovacuum comes by, and only that.</summary>
public sealed class TableAnalysisTests(PipelineFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_table_that_has_grown_is_analysed_once_and_again_when_it_is_a_multiple()
    {
        await using var database = await fixture.CreateAsync();
        await using var worker = DataSources.Create(database.WorkerConnectionString);
        await database.AppendManyAsync(40);
        Assert.DoesNotContain(await AnalyzeAsync(worker), IsLog);

        await database.AppendManyAsync(360);
        await Eventually.HoldsAsync(async () => (await AnalyzeAsync(worker)).Exists(IsLog), Cancellation, "400 rows are analysed");
        Assert.Equal(400, await database.ScalarAsync<double>("SELECT sum(greatest(reltuples, 0))::float8 FROM pg_class WHERE relkind = 'r' AND relnamespace = 'events'::regnamespace AND relname LIKE 'log%'"));
        await database.AppendManyAsync(400);
        Assert.DoesNotContain(await AnalyzeAsync(worker), IsLog);

        await database.AppendManyAsync(3_200);
        await Eventually.HoldsAsync(async () => (await AnalyzeAsync(worker)).Exists(IsLog), Cancellation, "ten times as many are analysed again");
    }

    [Fact]
    public async Task One_does_it_at_a_time_and_the_application_may_not()
    {
        await using var database = await fixture.CreateAsync();
        await using var worker = DataSources.Create(database.WorkerConnectionString);
        await database.AppendManyAsync(400);
        await using var other = await worker.OpenConnectionAsync(Cancellation);
        await using (var busy = await other.BeginTransactionAsync(Cancellation))
        {
            await using var locking = new NpgsqlCommand("SELECT pg_advisory_xact_lock(x'527573546F4B0041'::bigint)", other, busy);
            await locking.ExecuteNonQueryAsync(Cancellation);
            Assert.Empty(await AnalyzeAsync(worker));
        }

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => AnalyzeAsync(database.App));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    private static bool IsLog(string table) => table.StartsWith("events.log", StringComparison.Ordinal);

    private static async Task<List<string>> AnalyzeAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("SELECT * FROM rustok.analyze_grown_tables()");
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var tables = new List<string>();
        while (await reader.ReadAsync(Cancellation))
            tables.Add(reader.GetString(0));
        return tables;
    }
}
