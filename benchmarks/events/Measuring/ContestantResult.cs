using RusToK.Benchmarks.Events.Contestants;

namespace RusToK.Benchmarks.Events.Measuring;

/// <summary>A contestant's rounds.</summary>
internal sealed record ContestantResult(string Name, ContestantKind Kind, IReadOnlyList<RoundResult> Rounds)
{
    public IReadOnlyList<RoundResult> Failures => [.. Rounds.Where(round => round.Failure is not null)];

    public Spread Throughput => Of(round => ThroughputOf(round));

    /// <summary>The number contestants are ranked by: visible per second, for a baseline committed per second.</summary>
    public double ThroughputOf(RoundResult round) =>
        Kind == ContestantKind.Baseline ? round.CommittedPerSecond : round.VisiblePerSecond ?? double.NaN;

    /// <summary>Median and extremes over the valid rounds.</summary>
    public Spread Of(Func<RoundResult, double?> value) => Spread.Of(
        Rounds.Where(round => round.Failure is null).Select(value).OfType<double>());

    /// <summary>Medians of each stage over the valid rounds, in the order of the way.</summary>
    public IReadOnlyDictionary<string, (Spread P50, Spread P99)> Stages => Rounds
        .Where(round => round.Failure is null)
        .SelectMany(round => round.Stages)
        .GroupBy(pair => pair.Key)
        .ToDictionary(stage => stage.Key, stage => (Spread.Of(stage.Select(s => s.Value.P50)), Spread.Of(stage.Select(s => s.Value.P99))));

    /// <summary>Median per process over the valid rounds.</summary>
    public IReadOnlyDictionary<string, double> MedianCpu(Func<RoundResult, IReadOnlyDictionary<string, double>> cpu) => Rounds
        .Where(round => round.Failure is null)
        .SelectMany(cpu)
        .GroupBy(pair => pair.Key)
        .ToDictionary(process => process.Key, process => Spread.Of(process.Select(pair => pair.Value)).Median);
}
