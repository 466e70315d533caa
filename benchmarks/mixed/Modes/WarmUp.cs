using RusToK.Benchmarks.Mixed.Load;
using RusToK.Benchmarks.Mixed.Running;
using RusToK.Benchmarks.Mixed.Soak;

namespace RusToK.Benchmarks.Mixed.Modes;

/// <summary>Load before anything is measured: until the processes have compiled what they run, which takes them longer than all requests do at first.</summary>
internal static class WarmUp
{
    /// <summary>Processors that compilation may still take.</summary>
    private const double Little = 0.1;

    private const double PartSeconds = 5;

    /// <param name="system">What is asked.</param>
    /// <param name="rate">Arrivals a second.</param>
    /// <param name="longest">Seconds after which it ends in any case.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Processors that compilation took in the last part.</returns>
    public static async Task<double> RunAsync(MixedSystem system, double rate, double longest, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        var (processors, seconds) = (double.PositiveInfinity, 0.0);
        for (var before = await CompiledAsync(); seconds < longest && processors > Little;)
        {
            var begun = TimeProvider.System.GetTimestamp();
            await system.Load.RunAsync([new Phase("warm-up", rate, PartSeconds)], cancellationToken);
            var (after, elapsed) = (await CompiledAsync(), TimeProvider.System.GetElapsedTime(begun).TotalSeconds);
            (processors, before, seconds) = ((after - before) / elapsed, after, seconds + elapsed);
        }

        Output.Progress(Tables.Text($"Warm after {seconds:0} s of {rate:N0} arrivals/s; compilation takes {processors:0.00} processors."));
        return processors;

        async Task<double> CompiledAsync()
        {
            var pages = await Task.WhenAll(system.Processes.Select(process => MetricsPage.ReadAsync(http, process.Address, cancellationToken)));
            return pages.Sum(page => page.CompilationSeconds);
        }
    }
}
