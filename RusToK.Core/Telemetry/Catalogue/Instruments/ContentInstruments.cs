using RusToK.Core.Errors;

namespace RusToK.Core.Telemetry.Catalogue.Instruments;

/// <summary>What is done with content, and how much of it there is.</summary>
public static class ContentInstruments
{
    private static readonly MetricLabel Operation = MetricLabel.BoundedBy(Attributes.Operation, "the commands of the module");
    private static readonly MetricLabel Outcome = MetricLabel.Of(Attributes.OutcomeLabel, CommandOutcome.All);

    public static readonly MetricDefinition Operations = new(
        TelemetrySources.ContentMeter, "rustok.content.operations", InstrumentKind.Counter, "{operation}",
        "Commands of the content module, by what they are about and by outcome; kind is node where a refusal does not tell which.")
    {
        Labels =
        [
            Operation,
            MetricLabel.Of(Attributes.Kind, "post", "page", "article", "forum_topic", "forum_reply", "custom", "node", "category", "tag", "menu"),
            Outcome,
        ],
    };

    public static readonly MetricDefinition OperationDuration = new(
        TelemetrySources.ContentMeter, "rustok.content.operation.duration", InstrumentKind.Histogram, "s",
        "Duration of a command of the content module, with its statements.")
    {
        Labels = [Operation, Outcome],
        Buckets = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
    };

    public static readonly MetricDefinition Nodes = new(
        TelemetrySources.ContentMeter, "rustok.content.nodes", InstrumentKind.Gauge, "{node}", "Nodes of all tenants, by status.")
    {
        Labels = [MetricLabel.Of(Attributes.Status, "draft", "published", "archived")],
    };
}
