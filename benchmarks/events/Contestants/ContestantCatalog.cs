namespace RusToK.Benchmarks.Events.Contestants;

/// <summary>The contestants that restore on every package feed.</summary>
internal static class ContestantCatalog
{
    public static IReadOnlyList<ContestantEntry> BuiltIn { get; } =
    [
        new(BaselineOneRoundTrip, ContestantKind.Baseline, () => new TransactionOnly(roundTrips: 1)),
        new("baseline-3rt", ContestantKind.Baseline, () => new TransactionOnly(roundTrips: 3)),
        new("rustok", ContestantKind.RusToK, () => new RusToKPipeline(new PipelineSettings())),
        new("rebus", ContestantKind.Framework, () => new RebusOutbox()),
        new("outbox-one-by-one", ContestantKind.HandWritten, () => new OneByOneOutbox()),
        new("outbox-batched", ContestantKind.HandWritten, () => new BatchedOutbox()),
    ];

    public const string BaselineOneRoundTrip = "baseline-1rt";
}
