using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Persistence;
using RusToK.Core.Telemetry;
using RusToK.Worker.Gauges;
using Xunit;

namespace RusToK.Tests.Commerce;

public sealed class TableGaugesTests(CommerceHost host) : IClassFixture<CommerceHost>
{
    [Fact]
    public async Task One_of_two_workers_counts_products_and_low_stock_and_says_how_old_that_is()
    {
        var context = await host.NewTenantAsync();
        await host.SendAsync(context, Shop.Product("A draft") with { Status = ProductStatus.Draft });
        await host.AdjustAsync(context, await host.SoldAsync(context, 7), -3);
        await host.SoldAsync(context, 7);
        await host.CatchUpAsync();

        await using var dataSource = DataSources.Create(host.Database.Worker);
        using var one = new TableGauges(dataSource, TimeProvider.System, NullLogger<TableGauges>.Instance);
        using var other = new TableGauges(dataSource, TimeProvider.System, NullLogger<TableGauges>.Instance);
        await one.StartAsync(CommerceHost.Cancellation);
        await Eventually.HoldsAsync(() => Task.FromResult(Read().ContainsKey("rustok.commerce.stock.low")), CommerceHost.Cancellation);
        await other.StartAsync(CommerceHost.Cancellation);

        var read = Read();
        Assert.Equal([1], read["rustok.commerce.stock.low"]);
        Assert.Equal([0, 1, 2], read["rustok.commerce.products"].Order());
        Assert.InRange(Assert.Single(read["rustok.commerce.snapshot.age"]), 0, 60);

        await one.StopAsync(CommerceHost.Cancellation);
        await other.StopAsync(CommerceHost.Cancellation);
        Assert.Empty(Read());
    }

    /// <summary>What the gauges of this process say now: nothing from who does not hold the office.</summary>
    private static Dictionary<string, List<double>> Read()
    {
        var measured = new ConcurrentBag<(string Name, double Value)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument is ObservableGauge<double> && instrument.Meter.Name == TelemetrySources.CommerceName)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => measured.Add((instrument.Name, value)));
        listener.Start();
        listener.RecordObservableInstruments();
        return measured.GroupBy(m => m.Name).ToDictionary(g => g.Key, g => g.Select(m => m.Value).ToList());
    }
}
