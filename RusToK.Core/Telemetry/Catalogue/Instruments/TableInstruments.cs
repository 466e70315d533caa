namespace RusToK.Core.Telemetry.Catalogue.Instruments;

/// <summary>What one worker counts in tables for all, and how long ago.</summary>
public static class TableInstruments
{
    public static readonly MetricDefinition ActiveTenants = new(
        TelemetrySources.TenancyMeter, "rustok.tenants.active", InstrumentKind.Gauge, "{tenant}", "Tenants that are not switched off.");

    public static readonly MetricDefinition SnapshotAge = new(
        TelemetrySources.DatabaseMeter, "rustok.tables.snapshot.age", InstrumentKind.Gauge, "s",
        "Age of the measurement that products, low stock, nodes, active tenants and dead rows come from.");
}
