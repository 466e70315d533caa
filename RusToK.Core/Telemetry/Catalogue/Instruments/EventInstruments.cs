namespace RusToK.Core.Telemetry.Catalogue.Instruments;

/// <summary>The way of an event, from the log to the read model.</summary>
public static class EventInstruments
{
    private static readonly double[] StageBounds =
        [0.0005, 0.001, 0.002, 0.003, 0.004, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60];

    public static readonly MetricDefinition StageDuration = new(
        TelemetrySources.EventsMeter, "rustok.events.stage.duration", InstrumentKind.Histogram, "s", "Time an event spends in a stage on its way to the read model.")
    {
        Labels = [MetricLabel.Of(Attributes.Stage, "log", "stream", "handle", "total"), MetricLabel.BoundedBy(Attributes.EventType, "the event types of the modules")],
        Buckets = StageBounds,
    };
}
