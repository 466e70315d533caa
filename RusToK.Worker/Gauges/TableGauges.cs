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

    /// <summary>After a count it rests so many times as long as that took: what counting costs has a bound, whatever there is to count.</summary>
    private const int Rest = 20;

    /// <summary>The holder says something at every tick.</summary>
    private static readonly TimeSpan Silence = Interval + TimeSpan.FromSeconds(5);

    private static readonly string[] ProductStatuses = ["draft", "active", "archived"];
    private static readonly string[] NodeStatuses = ["draft", "published", "archived"];

    private readonly NpgsqlDataSource _dataSource;
    private readonly TimeProvider _clock;
    private readonly ILogger<TableGauges> _logger;
    private volatile TableCounts? _counts;

    public TableGauges(NpgsqlDataSource dataSource, TimeProvider clock, ILogger<TableGauges> logger)
    {
        (_dataSource, _clock, _logger) = (dataSource, clock, logger);
        var meter = TelemetrySources.CommerceMeter;
        meter.CreateObservableGauge("rustok.commerce.products", () => ByStatus(ProductStatuses, static (counts, status) => counts.ProductsIn(status)), "{product}",
            "Products of all tenants, by status.");
        meter.CreateObservableGauge("rustok.commerce.stock.low", () => Observe(static counts => counts.LowStockVariants), "{variant}",
            "Variants of all tenants whose stock is below its threshold.");
        ContentInstruments.Nodes.CreateGauge(() => ByStatus(NodeStatuses, static (counts, status) => counts.NodesIn(status)));
        TableInstruments.ActiveTenants.CreateGauge(() => Observe(static counts => counts.ActiveTenants));
        DatabaseInstruments.DeadTuples.CreateGauge(() =>
            _counts is { } counts ? counts.Dead.Select(t => new Measurement<double>(t.Rows, new KeyValuePair<string, object?>(Attributes.Table, t.Table))) : []);
        TableInstruments.SnapshotAge.CreateGauge(() => Observe(counts => (_clock.GetUtcNow() - counts.TakenAt).TotalSeconds));
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

    /// <summary>Counts at every tick, or nearly, as long as the session lives; returns at once while another worker holds the office.</summary>
    private async Task HoldOfficeAsync(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        await using var office = await Office.TryEnterAsync(_dataSource, LockKey, Silence, cancellationToken);
        if (office is null)
            return;
        try
        {
            var rest = TimeSpan.Zero;
            do
            {
                if (_counts is { } last && _clock.GetUtcNow() - last.TakenAt < rest)
                {
                    await office.StayAsync(cancellationToken);
                    continue;
                }

                var started = _clock.GetTimestamp();
                _counts = await TableCounts.TakeAsync(office.Session, _clock, cancellationToken);
                rest = Rest * _clock.GetElapsedTime(started);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        finally
        {
            _counts = null;
        }
    }

    private IEnumerable<Measurement<double>> Observe(Func<TableCounts, double> value) =>
        _counts is { } counts ? [new Measurement<double>(value(counts))] : [];

    /// <summary>A series a status, zero included.</summary>
    private IEnumerable<Measurement<double>> ByStatus(string[] statuses, Func<TableCounts, string, double> value) =>
        _counts is { } counts
            ? statuses.Select(status => new Measurement<double>(value(counts, status), new KeyValuePair<string, object?>(Attributes.Status, status)))
            : [];
}
