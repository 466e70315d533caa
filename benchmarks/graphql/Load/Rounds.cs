using RusToK.Benchmarks.Events.Measuring;
using RusToK.Benchmarks.GraphQL.Contestants;

namespace RusToK.Benchmarks.GraphQL.Load;

/// <summary>
/// Contestants in turns. A turn is cut into slices, and those of all contestants alternate in a shifted order, so that what else the machine does
/// falls on all of them alike.
/// </summary>
internal static class Rounds
{
    /// <returns>The turns of each contestant, round by round.</returns>
    public static async Task<Dictionary<string, List<Turn>>> RunAsync(
        IReadOnlyList<Contestant> contestants, Func<Contestant, ReadOnlyMemory<byte>> expected, CpuMeter processors, LoadPlan plan, CancellationToken cancellationToken)
    {
        var connections = new Dictionary<string, HttpConnection[]>();
        var turns = contestants.ToDictionary(c => c.Name, _ => new List<Turn>());
        try
        {
            foreach (var contestant in contestants)
                connections[contestant.Name] = await Task.WhenAll(Enumerable.Range(0, plan.Connections).Select(_ => HttpConnection.OpenAsync(contestant.Port, cancellationToken)));
            for (var round = 0; round < plan.WarmUp + plan.Rounds; round++)
            {
                var slices = contestants.ToDictionary(c => c.Name, _ => new List<Slice>());
                var used = contestants.ToDictionary(c => c.Name, _ => new Dictionary<string, double>());
                for (var slice = 0; slice < plan.Slices; slice++)
                    for (var place = 0; place < contestants.Count; place++)
                    {
                        var contestant = contestants[(place + slice + round) % contestants.Count];
                        var before = processors.Snapshot();
                        slices[contestant.Name].Add(await Slice.RunAsync(contestant, connections[contestant.Name], expected(contestant), plan.Slice, cancellationToken));
                        foreach (var (process, after) in processors.Snapshot())
                            used[contestant.Name][process] = used[contestant.Name].GetValueOrDefault(process) + after - before.GetValueOrDefault(process, after);
                    }

                if (round >= plan.WarmUp)
                    foreach (var contestant in contestants)
                        turns[contestant.Name].Add(Turn.Of(slices[contestant.Name], used[contestant.Name], contestant.Server));
            }

            return turns;
        }
        finally
        {
            foreach (var connection in connections.Values.SelectMany(c => c))
                connection.Dispose();
        }
    }
}
