using RusToK.Benchmarks.Events.Studies.Overload;
using RusToK.Benchmarks.Events.Studies.Replay;
using RusToK.Benchmarks.Events.Studies.Variants;

namespace RusToK.Benchmarks.Events.Studies;

/// <summary>Every study, in the order in which <see cref="Every"/> runs them.</summary>
internal static class StudyCatalog
{
    public const string Every = "all";

    public static IReadOnlyList<Study> All { get; } =
    [
        new("batches", Rounds: 3, Seconds: 2, BatchVariants.RunAsync),
        new("partitions", Rounds: 3, Seconds: 2.5, PartitionVariants.RunAsync),
        new("overload", Rounds: 1, Seconds: 8, OverloadStudy.RunAsync),
        new("replay", Rounds: 2, Seconds: 1, ReplayStudy.RunAsync),
    ];

    public static IReadOnlyList<Study> Named(IReadOnlyCollection<string> names) =>
        names.Contains(Every) ? All : [.. All.Where(study => names.Contains(study.Name))];
}
