using RusToK.Benchmarks.Events.Contestants;
using RusToK.Benchmarks.Telemetry.Reporting;

namespace RusToK.Benchmarks.Events.Studies.Variants;

/// <summary>Into how many streams events are spread, and how many workers share them.</summary>
internal static class PartitionVariants
{
    private static readonly int[] Counts = [1, 2, 4];

    public static Task<IReadOnlyList<string>> RunAsync(BenchmarkOptions options, Report report, CancellationToken cancellationToken)
    {
        List<Variant> variants =
        [
            .. from streams in Counts
            from workers in Counts
            select new Variant(
                $"streams-{streams}-workers-{workers}", new PipelineSettings { Streams = streams, Workers = workers }),
        ];
        PipelineSettings asShipped = new();
        return VariantTournament.RunAsync(
            "partitions",
            variants,
            variants.Single(variant => variant.Settings.Streams == asShipped.Streams && variant.Settings.Workers == asShipped.Workers),
            options,
            report,
            cancellationToken);
    }
}
