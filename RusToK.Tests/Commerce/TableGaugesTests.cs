using Microsoft.Extensions.Logging.Abstractions;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Persistence;
using RusToK.Tests.Telemetry;
using RusToK.Tests.Telemetry.Proof;
using RusToK.Worker.Gauges;
using Xunit;

namespace RusToK.Tests.Commerce;

public sealed class TableGaugesTests(CommerceHost host) : IClassFixture<CommerceHost>
{
    [Fact]
    [Proves("rustok.commerce.products")]
    [Proves("rustok.commerce.stock.low")]
    [Proves("rustok.tables.snapshot.age")]
    public async Task One_of_two_workers_counts_products_and_low_stock_and_says_how_old_that_is()
    {
        var context = await host.NewTenantAsync();
        await host.SendAsync(context, Shop.Product("A draft") with { Status = ProductStatus.Draft });
        await host.AdjustAsync(context, await host.SoldAsync(context, 7), -3);
        await host.SoldAsync(context, 7);
        await host.CatchUpAsync();

        await using var dataSource = DataSources.Create(host.Database.Worker);
        var (one, ofOne) = MadeGauges.By(() => new TableGauges(dataSource, TimeProvider.System, NullLogger<TableGauges>.Instance));
        var (other, ofOther) = MadeGauges.By(() => new TableGauges(dataSource, TimeProvider.System, NullLogger<TableGauges>.Instance));
        using (one)
        using (other)
        using (ofOne)
        using (ofOther)
        {
            await one.StartAsync(CommerceHost.Cancellation);
            await Eventually.HoldsAsync(() => ofOne.Read().Count > 0, CommerceHost.Cancellation);
            await other.StartAsync(CommerceHost.Cancellation);

            Assert.Equal(1, Assert.Single(ofOne.Read("rustok.commerce.stock.low")).Value);
            Assert.Equal(
                [("active", 2), ("archived", 0), ("draft", 1)],
                ofOne.Read("rustok.commerce.products").Select(m => (m["status"], m.Value)).OrderBy(m => m.Item1, StringComparer.Ordinal));
            Assert.InRange(Assert.Single(ofOne.Read("rustok.tables.snapshot.age")).Value, 0, 60);
            Assert.Empty(ofOther.Read());

            await one.StopAsync(CommerceHost.Cancellation);
            await other.StopAsync(CommerceHost.Cancellation);
            Assert.Empty(ofOne.Read());
        }
    }
}
