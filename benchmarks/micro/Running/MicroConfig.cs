using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using BenchmarkDotNet.Validators;
using Perfolizer.Horology;

namespace RusToK.Benchmarks.Micro.Running;

/// <summary>How BenchmarkDotNet measures: in this process, which so needs nothing but itself, and quietly.</summary>
internal static class MicroConfig
{
    /// <param name="isQuick">Only to see that everything runs.</param>
    public static IConfig Create(bool isQuick) => ManualConfig.CreateEmpty()
        .AddJob(Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithIterationTime(TimeInterval.FromMilliseconds(isQuick ? 20 : 150))
            .WithWarmupCount(isQuick ? 2 : 6)
            .WithIterationCount(isQuick ? 5 : 15))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddValidator(JitOptimizationsValidator.FailOnError)
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddLogger(new ErrorLogger())
        .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "rustok-bench-micro"))
        .WithOptions(ConfigOptions.DisableLogFile);
}
