using System.Globalization;
using RusToK.Benchmarks.Events.Contestants;

namespace RusToK.Benchmarks.Events.Measuring;

/// <summary>Every contestant once a round, in an order that shifts by one from round to round.</summary>
internal sealed class Tournament(BenchmarkOptions options, IReadOnlyList<ContestantEntry> contestants)
{
    /// <summary>The states that are written are the same in every run.</summary>
    public const int WorkloadSeed = 20_250_101;

    public async Task<IReadOnlyList<ContestantResult>> RunAsync(CancellationToken cancellationToken)
    {
        RoundRunner runner = new(options, new Workload(options.Products, WorkloadSeed));
        var rounds = contestants.ToDictionary(entry => entry.Name, _ => new List<RoundResult>());
        for (var round = 1; round <= options.Rounds; round++)
        {
            for (var turn = 0; turn < contestants.Count; turn++)
            {
                var entry = contestants[(turn + round - 1) % contestants.Count];
                var result = await RunAsync(runner, entry, round, cancellationToken);
                rounds[entry.Name].Add(result);
                await Console.Error.WriteLineAsync(Describe(entry, result));
                GC.Collect();
            }
        }

        return [.. contestants.Select(entry => new ContestantResult(entry.Name, entry.Kind, rounds[entry.Name]))];
    }

    private static async Task<RoundResult> RunAsync(
        RoundRunner runner, ContestantEntry entry, int round, CancellationToken cancellationToken)
    {
        try
        {
            return await runner.RunAsync(entry, round, cancellationToken);
        }
#pragma warning disable CA1031 // One contestant that cannot run must not take the others' numbers with it; the run still exits with 1.
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            await Console.Error.WriteLineAsync(failure.ToString());
            return new RoundResult { Round = round, Failure = $"{failure.GetType().Name}: {failure.Message}" };
        }
    }

    private static string Describe(ContestantEntry entry, RoundResult result) => result.Failure is null
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"round {result.Round} {entry.Name}: {result.CommittedPerSecond:N0}/s committed, {result.VisiblePerSecond ?? 0:N0}/s visible, "
            + $"drain {result.DrainPerSecond ?? 0:N0}/s, p50 {result.FreshnessP50 ?? 0:N1} ms, p99 {result.FreshnessP99 ?? 0:N1} ms")
        : $"round {result.Round} {entry.Name}: VOID, {result.Failure}";
}
