using System.Text.Json;
using System.Text.Json.Serialization;
using RusToK.Benchmarks.Events.Measuring;

namespace RusToK.Benchmarks.Events.Reporting;

/// <summary>Every round's numbers, medians and ratios as JSON.</summary>
internal static class ResultFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static async Task WriteAsync(
        string path, BenchmarkOptions options, IReadOnlyList<ContestantResult> results, CancellationToken cancellationToken)
    {
        var comparison = Comparison.Of(results);
        await using var file = File.Create(path);
        await JsonSerializer.SerializeAsync(
            file,
            new
            {
                measuredAt = TimeProvider.System.GetUtcNow(),
                processors = Environment.ProcessorCount,
                runtime = Environment.Version.ToString(),
                options = new { options.Rounds, options.Seconds, options.Producers, options.Products, options.Backlog },
                contestants = results.Select(result => new
                {
                    result.Name,
                    result.Kind,
                    visiblePerSecond = result.Of(round => round.VisiblePerSecond),
                    committedPerSecond = result.Of(round => round.CommittedPerSecond),
                    drainPerSecond = result.Of(round => round.DrainPerSecond),
                    freshnessP50Milliseconds = result.Of(round => round.FreshnessP50),
                    freshnessP99Milliseconds = result.Of(round => round.FreshnessP99),
                    stageP50Milliseconds = result.Stages.ToDictionary(stage => stage.Key, stage => stage.Value.P50),
                    stageP99Milliseconds = result.Stages.ToDictionary(stage => stage.Key, stage => stage.Value.P99),
                    ratioToBaseline = Comparison.Ratio(result, comparison.Baseline),
                    ratioToBestFramework = Comparison.Ratio(result, comparison.BestFramework),
                    ratioToBestOther = Comparison.Ratio(result, comparison.BestOther),
                    cpuMicrosecondsPerEvent = result.MedianCpu(round => round.CpuPerEvent),
                    cpuMicrosecondsPerEventWriting = result.MedianCpu(round => round.CpuPerEventWriting),
                    cpuMicrosecondsPerEventDraining = result.MedianCpu(round => round.CpuPerEventDraining),
                    result.Rounds,
                }),
            },
            Json,
            cancellationToken);
    }
}
