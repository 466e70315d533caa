using RusToK.Benchmarks.Events.Contestants;
using RusToK.Benchmarks.Telemetry.Reporting;
using RusToK.Worker.Consumers;
using RusToK.Worker.Relay;

namespace RusToK.Benchmarks.Events.Studies.Variants;

/// <summary>How many events the relay reads from the log at once, and how many a consumer applies in one transaction.</summary>
internal static class BatchVariants
{
    private static readonly int[] RelaySizes = [50, 200, 1_000];
    private static readonly int[] ConsumerSizes = [50, 200, 4_000];

    public static Task<IReadOnlyList<string>> RunAsync(BenchmarkOptions options, Report report, CancellationToken cancellationToken)
    {
        var (relay, consumers) = (new RelayOptions().BatchSize, new ConsumerOptions().BatchSize);
        Variant asShipped = new($"relay-{relay}-consumers-{consumers}", new PipelineSettings());
        return VariantTournament.RunAsync(
            "batches",
            [
                asShipped,
                .. RelaySizes.Select(size => new Variant(
                    $"relay-{size}", new PipelineSettings { Relay = new RelayOptions { BatchSize = size } })),
                .. ConsumerSizes.Select(size => new Variant(
                    $"consumers-{size}", new PipelineSettings { Consumers = new ConsumerOptions { BatchSize = size } })),
            ],
            asShipped,
            options,
            report,
            cancellationToken);
    }
}
