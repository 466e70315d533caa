using RusToK.Benchmarks.Mixed.Load;
using RusToK.Benchmarks.Mixed.Running;
using RusToK.Benchmarks.Mixed.Soak;

namespace RusToK.Benchmarks.Mixed.Modes;

/// <summary>What a run consists of, by its mode.</summary>
/// <param name="system">What is asked.</param>
/// <param name="options">How.</param>
/// <param name="report">Where everything goes.</param>
internal sealed class MixedRun(MixedSystem system, MixedOptions options, MixedReport report)
{
    /// <summary>A run with this share of wrong answers measures something else.</summary>
    private const double MostErrors = 0.01;

    /// <returns>0, or 1 when something acknowledged has not arrived, or when the API answered too much wrongly while it was not overloaded.</returns>
    public async Task<int> RunAsync(Mode mode, double? capacity, double minutes, CancellationToken cancellationToken)
    {
        report.CompilationAfterWarmUp = await WarmUp.RunAsync(system, options.Start, options.WarmUp, cancellationToken);
        switch (mode)
        {
            case Mode.Knee:
                await FindKneeAsync(cancellationToken);
                break;
            case Mode.Overload:
                report.Overload = await OverloadRun.RunAsync(system, capacity ?? await FindKneeAsync(cancellationToken), options.Seconds, report.Output, cancellationToken);
                break;
            case Mode.Soak:
                report.Soak = await SoakRun.RunAsync(system, await RateAsync(cancellationToken), minutes, report.Output, cancellationToken);
                break;
            default:
                await RunAtAsync(await RateAsync(cancellationToken), cancellationToken);
                break;
        }

        report.Settlement = await Settlement.TakeAsync(system.Database, system.Acknowledged, cancellationToken);
        Tables.Print(report.Output, report.Settlement);
        return report.Settlement.IsComplete && !IsBroken() ? 0 : 1;
    }

    /// <summary>The rate that was asked for, or half of the knee.</summary>
    private async Task<double> RateAsync(CancellationToken cancellationToken) => options.Rate ?? await FindKneeAsync(cancellationToken) / 2;

    private async Task<double> FindKneeAsync(CancellationToken cancellationToken)
    {
        report.Knee = await KneeSearch.RunAsync(system, options, report.Output, cancellationToken);
        return report.Knee.Rate > 0
            ? report.Knee.Rate
            : throw new InvalidOperationException("Not even a few arrivals a second were kept up with.");
    }

    private async Task RunAtAsync(double rate, CancellationToken cancellationToken)
    {
        var phase = new Phase(options.Rate is null ? "half of the knee" : "one rate", rate, options.Seconds);
        await system.Load.RunAsync([phase], cancellationToken);
        report.Run = phase.Result();
        Tables.Print(report.Output, report.Run);
    }

    private bool IsBroken()
    {
        IEnumerable<PhaseResult?> calm = [report.Run, report.Overload?.Phases[0], .. report.Soak?.Phases ?? [], .. report.Knee?.Steps.Where(s => s.IsKeptUp).Select(s => s.Phase) ?? []];
        var broken = calm.OfType<PhaseResult>().Where(p => p.All.Errors.Values.Sum() > MostErrors * p.All.Offered).ToList();
        foreach (var phase in broken)
            report.Output.Say(Tables.Text($"BROKEN: more than {MostErrors:P0} errors at {phase.Rate:N0} arrivals/s."));
        return broken.Count > 0;
    }
}

/// <summary>What is found out.</summary>
internal enum Mode
{
    /// <summary>One rate.</summary>
    Rate,

    /// <summary>The highest rate that is kept up with.</summary>
    Knee,

    /// <summary>What too much does, and how it ends.</summary>
    Overload,

    /// <summary>What a long time does.</summary>
    Soak,
}
