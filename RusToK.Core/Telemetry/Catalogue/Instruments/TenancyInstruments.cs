namespace RusToK.Core.Telemetry.Catalogue.Instruments;

/// <summary>Whether tenants stay apart.</summary>
public static class TenancyInstruments
{
    public static readonly MetricDefinition Mismatches = new(
        TelemetrySources.TenancyMeter, "rustok.tenant.mismatches", InstrumentKind.Counter, "{request}",
        "Requests refused because they name one tenant and come from another.")
    {
        Labels = [MetricLabel.Of(Attributes.Source, "host", "token")],
        FilledBy = "a client that reaches for another tenant",
    };
}
