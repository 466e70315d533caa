using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using RusToK.Worker.Hosting;

namespace RusToK.Worker.Usage;

/// <summary>
/// Makes the days ahead, drops old ones, and measures once a day how much room each tenant's rows take. One worker at a time does (an
/// advisory lock); the others find it done.
/// </summary>
internal sealed partial class UsageUpkeep(NpgsqlDataSource dataSource, IOptions<UsageOptions> options, TimeProvider clock, ILogger<UsageUpkeep> logger)
    : BackgroundService
{
    /// <summary>ASCII "RusToK" "U": the key of the office among this database's advisory locks.</summary>
    private const long LockKey = 0x527573546F4B0055;

    private const int DaysAhead = 7;
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>The holder goes from one statement to the next.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    /// <summary>All that belong to tenants; partitions are part of their parent.</summary>
    private const string Tables = """
        SELECT c.oid::regclass::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
         WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1
        """;

    private const string IsMeasured = "SELECT EXISTS (SELECT FROM usage.days WHERE day = $1 AND storage_bytes IS NOT NULL)";

    private const string Store = """
        INSERT INTO usage.days (tenant_id, day, storage_bytes)
            SELECT s.tenant_id, $3, s.bytes FROM unnest($1, $2) AS s(tenant_id, bytes) ORDER BY 1
            ON CONFLICT (tenant_id, day) DO UPDATE SET storage_bytes = excluded.storage_bytes
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                await WorkAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                LogLater(error);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <returns>Whether storage was measured.</returns>
    internal async Task<bool> WorkAsync(CancellationToken stop)
    {
        await using var office = await Office.TryEnterAsync(dataSource, LockKey, Silence, stop);
        if (office is null)
            return false;
        await using (var maintain = new NpgsqlCommand($"SELECT count(*) FROM usage.maintain({DaysAhead}, $1)", office.Session))
        {
            maintain.Parameters.Add(new NpgsqlParameter<int> { TypedValue = options.Value.RetentionDays });
            await maintain.ExecuteNonQueryAsync(stop);
        }

        return await MeasureOnceAsync(office.Session, stop);
    }

    private async Task<bool> MeasureOnceAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        await using (var known = new NpgsqlCommand(IsMeasured, connection))
        {
            known.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = today });
            if (await known.ExecuteScalarAsync(stop) is true)
                return false;
        }

        var bytes = new Dictionary<Guid, long>();
        // A transaction a table: none of them is long.
        foreach (var table in await TablesAsync(connection, stop))
        {
            await using var measure = new NpgsqlCommand("SELECT tenant_id, bytes FROM usage.measure($1)", connection) { CommandTimeout = 0 };
            measure.Parameters.Add(new NpgsqlParameter<string> { TypedValue = table });
            await using var reader = await measure.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop))
                bytes[reader.GetGuid(0)] = bytes.GetValueOrDefault(reader.GetGuid(0)) + reader.GetInt64(1);
        }

        await using var store = new NpgsqlCommand(Store, connection);
        store.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. bytes.Keys] });
        store.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. bytes.Values] });
        store.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = today, NpgsqlDbType = NpgsqlDbType.Date });
        await store.ExecuteNonQueryAsync(stop);
        LogMeasured(bytes.Count);
        return true;
    }

    private static async Task<List<string>> TablesAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(Tables, connection);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var tables = new List<string>();
        while (await reader.ReadAsync(stop))
            tables.Add(reader.GetString(0));
        return tables;
    }

    [LoggerMessage(1701, LogLevel.Information, "Measured the storage of {Tenants} tenants", EventName = "usage.measured")]
    private partial void LogMeasured(int tenants);

    [LoggerMessage(1702, LogLevel.Warning, "Usage could not be maintained or measured; the next attempt is in an hour",
        EventName = "usage.upkeep_failed")]
    private partial void LogLater(Exception error);
}
