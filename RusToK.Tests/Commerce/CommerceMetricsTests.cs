using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using RusToK.Core.Commerce.Orders;
using RusToK.Core.Commerce.Orders.Commands;
using RusToK.Core.Errors;
using RusToK.Core.Telemetry;
using RusToK.Tests.Telemetry.Proof;
using Xunit;

namespace RusToK.Tests.Commerce;

public sealed class CommerceMetricsTests(CommerceHost host) : IClassFixture<CommerceHost>
{
    [Fact]
    [Proves("rustok.commerce.operations")]
    [Proves("rustok.commerce.orders")]
    [Proves("rustok.commerce.revenue")]
    public async Task Commands_orders_and_revenue_are_counted_where_commands_end()
    {
        var context = await host.NewTenantAsync();
        var gift = Shop.Variant(1234.5m, tracks: false) with { Prices = [new Core.Commerce.Catalog.Prices.PriceDraft("KWD", 1234.5m)] };
        await host.SendAsync(context, Shop.Product("Gift", gift));
        using var meter = new Recorder();

        var order = (await host.PlaceAsync(context, Shop.Order("k", (gift.Id!.Value, 2)) with { Currency = "KWD" })).Order;
        await host.PlaceAsync(context, Shop.Order("k", (gift.Id.Value, 2)) with { Currency = "KWD" });
        await host.RefusedAsync<InvalidInputException, PlaceOrder, OrderResult>(context, Shop.Order("k", (gift.Id.Value, 0)) with { Currency = "KWD" });
        await host.SendAsync<ConfirmOrder, OrderResult>(context, new ConfirmOrder(order.Id));
        await host.SendAsync<PayOrder, OrderResult>(context, new PayOrder(order.Id, "pi"));
        await host.RefusedAsync<ConflictException, PayOrder, OrderResult>(context, new PayOrder(order.Id, "pi"));

        // Other tests run beside this one; only this one pays in dinars.
        Assert.True(meter.Sum("rustok.commerce.operations", ("operation", "place_order"), ("outcome", "ok")) >= 2);
        Assert.True(meter.Sum("rustok.commerce.operations", ("operation", "place_order"), ("outcome", "validation")) >= 1);
        Assert.True(meter.Sum("rustok.commerce.operations", ("operation", "pay_order"), ("outcome", "conflict")) >= 1);
        Assert.True(meter.Sum("rustok.commerce.orders", ("status", "pending")) >= 1);
        Assert.True(meter.Sum("rustok.commerce.orders", ("status", "confirmed")) >= 1);
        Assert.Equal(2469, meter.Sum("rustok.commerce.revenue", ("currency", "KWD")));
    }

    private sealed class Recorder : IDisposable
    {
        private readonly ConcurrentBag<(string Name, double Value, KeyValuePair<string, object?>[] Tags)> _measured = [];
        private readonly MeterListener _listener = new();

        public Recorder()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == TelemetrySources.CommerceName)
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _measured.Add((instrument.Name, value, tags.ToArray())));
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => _measured.Add((instrument.Name, value, tags.ToArray())));
            _listener.Start();
        }

        public double Sum(string name, params (string Key, string Value)[] labels) => _measured
            .Where(m => m.Name == name && labels.All(l => m.Tags.Any(t => t.Key == l.Key && (string?)t.Value == l.Value)))
            .Sum(m => m.Value);

        public void Dispose() => _listener.Dispose();
    }
}
