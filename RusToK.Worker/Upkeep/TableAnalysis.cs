using Npgsql;

namespace RusToK.Worker.Upkeep;

/// <summary>
/// Every few seconds has tables analysed that are new or have grown to a multiple. Until then plans are those of an empty table, so that an import into a
/// new database would take longer with each row, for the minute or two that autovacuum takes to come by. Every replica may: one does it.
/// </summary>
internal sealed partial class TableAnalysis(NpgsqlDataSource dataSource, TimeProvider clock, ILogger<TableAnalysis> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private bool _failed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await AnalyzeAsync(stoppingToken);
                _failed = false;
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // Said once: a database that is away is said by others, too.
                if (!_failed)
                    LogLater(error, Interval);
                _failed = true;
            }
        }
    }

    private async Task AnalyzeAsync(CancellationToken stop)
    {
        await using var command = dataSource.CreateCommand("SELECT * FROM rustok.analyze_grown_tables()");
        await using var reader = await command.ExecuteReaderAsync(stop);
        var tables = new List<string>();
        while (await reader.ReadAsync(stop))
            tables.Add(reader.GetString(0));
        if (tables.Count > 0)
            LogAnalysed(string.Join(", ", tables));
    }

    [LoggerMessage(1803, LogLevel.Debug, "Analysed what has grown: {Tables}", EventName = "database.tables_analysed")]
    private partial void LogAnalysed(string tables);

    [LoggerMessage(1804, LogLevel.Warning, "Tables that have grown could not be analysed; the next attempt is in {Delay}", EventName = "database.analysis_failed")]
    private partial void LogLater(Exception error, TimeSpan delay);
}
