using RusToK.Benchmarks.Events.Measuring;
using RusToK.Benchmarks.Telemetry.Reporting;

namespace RusToK.Benchmarks.Events.Studies.Variants;

/// <summary>Variants of the pipeline in interleaved rounds, each as in the comparison with others: sustained, freshness, drain.</summary>
internal static class VariantTournament
{
    private const double WarmUpSeconds = 3;

    /// <param name="study">For titles and numbers.</param>
    /// <param name="variants">What is compared.</param>
    /// <param name="yardstick">One of them: the settings as shipped.</param>
    /// <param name="options">Of the run.</param>
    /// <param name="report">Gets the tables.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The void rounds.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(
        string study,
        IReadOnlyList<Variant> variants,
        Variant yardstick,
        BenchmarkOptions options,
        Report report,
        CancellationToken cancellationToken)
    {
        // The first round of a process compiles what it runs, which is most of a short window.
        var warmUp = await new Tournament(options with { Rounds = 1, Seconds = WarmUpSeconds }, [yardstick.Entry]).RunAsync(cancellationToken);
        var results = await new Tournament(options, [.. variants.Select(variant => variant.Entry)]).RunAsync(cancellationToken);
        VariantTables.Print(study, results, results.Single(result => result.Name == yardstick.Name), options, report);
        return
        [
            .. from result in warmUp.Concat(results)
            from failure in result.Failures
            select $"{study}, {result.Name}, round {failure.Round}: {failure.Failure}",
        ];
    }
}
