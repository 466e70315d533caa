using System.Diagnostics.Metrics;
using Npgsql;
using RusToK.Core.Telemetry;
using RusToK.Core.Telemetry.Catalogue.Instruments;
using RusToK.Worker.Hosting;

namespace RusToK.Worker.Gauges;

/// <summary>
/// Gauges that are counted in tables. One worker counts, who holds the office (an advisory lock of its session), for all of them from
/// one snapshot, and reports that snapshot's age beside them: missing data never reads as zero.
/// </summary>
internal sealed class TableGauges : BackgroundService
{
    /// <summary>ASCII "RusToK" "G": the key of the office among this database's advisory locks.</summary>
    private const long LockKey = 0x527573546F4B0047;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <summary>The holder counts at every tick.</summary>
    private static readonly TimeSpan Silence = Interval + TimeSpan.FromSeconds(5);

    /// <summary>By index only: products_created and variant_stock_low.</summary>
    private const string Count = """
        SELECT status, count(*) FROM read.products GROUP BY status
        UNION ALL
        SELECT 'low', count(*) FROM read.variant_stock WHERE is_low
        """;

    private static readonly string[] Statuses = ["draft", "active", "archived"];

    private readonly NpgsqlDataSource _dataSource;
    private readonly TimeProvider _clock;
    private readonly ILogger<TableGauges> _logger;
    private volatile Snapshot? _snapshot;

    public TableGauges(NpgsqlDataSource dataSource, TimeProvider clock, ILogger<TableGauges> logger)
    {
        (_dataSource, _clock, _logger) = (dataSource, clock, logger);
        CommerceInstruments.Products.CreateGauge(() => Statuses.SelectMany(status => Observe(
            s => s.Counts.GetValueOrDefault(status), new KeyValuePair<string, object?>(Attributes.Status, status))));
        CommerceInstruments.LowStock.CreateGauge(() => Observe(s => s.Counts.GetValueOrDefault("low")));
        CommerceInstruments.SnapshotAge.CreateGauge(() => Observe(s => (_clock.GetUtcNow() - s.TakenAt).TotalSeconds));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, _clock);
        do
        {
            try
            {
                await HoldOfficeAsync(timer, stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                GaugesLog.Failed(_logger, error);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Counts at every tick as long as the session lives; returns at once while another worker holds the office.</summary>
    private async Task HoldOfficeAsync(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        await using var office = await Office.TryEnterAsync(_dataSource, LockKey, Silence, cancellationToken);
        if (office is null)
            return;
        try
        {
            do
                _snapshot = await TakeAsync(office.Session, cancellationToken);
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        finally
        {
            _snapshot = null;
        }
    }

    internal async Task<Snapshot> TakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var takenAt = _clock.GetUtcNow();
        await using var command = new NpgsqlCommand(Count, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var counts = new Dictionary<string, long>();
        while (await reader.ReadAsync(cancellationToken))
            counts[reader.GetString(0)] = reader.GetInt64(1);
        return new Snapshot(counts, takenAt);
    }

    private IEnumerable<Measurement<double>> Observe(Func<Snapshot, double> value, params KeyValuePair<string, object?>[] labels) =>
        _snapshot is { } snapshot ? [new Measurement<double>(value(snapshot), labels)] : [];

    internal sealed record Snapshot(IReadOnlyDictionary<string, long> Counts, DateTimeOffset TakenAt);
}
