namespace RusToK.Core.Telemetry.Catalogue.Instruments;

/// <summary>What searches find.</summary>
public static class SearchInstruments
{
    public static readonly MetricDefinition Staleness = new(
        TelemetrySources.SearchMeter, "rustok.search.staleness", InstrumentKind.Gauge, "s",
        "Age of the oldest committed event that an index has not taken in, as far as no dead letter holds it; 0 when there is none.")
    {
        Labels = [MetricLabel.Of(Attributes.SearchIndex, "content", "products")],
    };
}
