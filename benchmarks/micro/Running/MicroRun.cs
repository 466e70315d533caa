using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using RusToK.Benchmarks.Micro.Reporting;

namespace RusToK.Benchmarks.Micro.Running;

/// <summary>Runs classes of the suite one after the other.</summary>
/// <param name="Comparisons">What was measured.</param>
/// <param name="Failures">What could not be.</param>
internal sealed record MicroRun(IReadOnlyList<Comparison> Comparisons, IReadOnlyList<string> Failures)
{
    public static MicroRun Of(IReadOnlyList<string> names, bool isQuick, CancellationToken cancellationToken)
    {
        var (comparisons, failures) = (new List<Comparison>(), new List<string>());
        var config = MicroConfig.Create(isQuick);
        foreach (var name in names)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Console.Error.WriteLine($"measuring {name}");
            var summary = BenchmarkRunner.Run(Suite.Of(name), config);
            failures.AddRange(summary.ValidationErrors.Where(e => e.IsCritical).Select(e => $"{name}: {e.Message}"));
            failures.AddRange(summary.Reports.Where(r => !r.Success).Select(r => $"{name}: {NameOf(r)}"));
            if (summary.Reports.FirstOrDefault(r => r.BenchmarkCase.Descriptor.Baseline) is { Success: true } bare)
                comparisons.AddRange(summary.Reports.Where(r => r.Success && r != bare).Select(r => new Comparison(name, Measured(r), Measured(bare))));
            else
                failures.Add($"{name}: there is nothing to compare with");
        }

        return new MicroRun(comparisons, [.. failures, .. Check.Failures.Distinct()]);
    }

    private static Cost Measured(BenchmarkReport report)
    {
        var times = report.ResultStatistics!;
        return new Cost(
            NameOf(report), times.Mean, times.ConfidenceInterval.Margin, times.StandardDeviation, times.N,
            report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0);
    }

    private static string NameOf(BenchmarkReport report) => report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\'');
}
