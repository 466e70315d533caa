using RusToK.Core.Errors;

namespace RusToK.Core.Telemetry.Catalogue.Instruments;

/// <summary>What the shop does and has.</summary>
public static class CommerceInstruments
{
    public static readonly MetricDefinition Operations = new(
        TelemetrySources.CommerceMeter, "rustok.commerce.operations", InstrumentKind.Counter, "{operation}", "Commands of the commerce module, by outcome.")
    {
        Labels =
        [
            MetricLabel.BoundedBy(Attributes.Operation, "the commands of the module"),
            MetricLabel.Of(Attributes.OutcomeLabel, CommandOutcome.All),
        ],
    };

    public static readonly MetricDefinition Orders = new(
        TelemetrySources.CommerceMeter, "rustok.commerce.orders", InstrumentKind.Counter, "{order}", "Orders that came into a status.")
    {
        Labels = [MetricLabel.Of(Attributes.Status, "pending", "confirmed", "paid", "shipped", "delivered", "cancelled")],
    };

    public static readonly MetricDefinition Revenue = new(
        TelemetrySources.CommerceMeter, "rustok.commerce.revenue", InstrumentKind.Counter, "1", "Amounts of orders that were paid, in units of the currency.")
    {
        Labels = [MetricLabel.BoundedBy(Attributes.Currency, "the currencies of ISO 4217")],
    };

    public static readonly MetricDefinition Products = new(
        TelemetrySources.CommerceMeter, "rustok.commerce.products", InstrumentKind.Gauge, "{product}", "Products of all tenants, by status.")
    {
        Labels = [MetricLabel.Of(Attributes.Status, "draft", "active", "archived")],
    };

    public static readonly MetricDefinition LowStock = new(
        TelemetrySources.CommerceMeter, "rustok.commerce.stock.low", InstrumentKind.Gauge, "{variant}",
        "Variants of all tenants whose stock is below its threshold.");
}
