using System.Diagnostics;
using RusToK.Benchmarks.Events.Measuring;
using RusToK.Benchmarks.GraphQL.Load;
using RusToK.Benchmarks.Mixed.Soak;

namespace RusToK.Benchmarks.Growth.Load;

/// <summary>
/// Subjects in turns, as <see cref="Rounds"/> has it, but each is asked a number of requests, not for a time: what a process holds afterwards is
/// compared, and a slow one must not have done less for it.
/// </summary>
internal static class Laps
{
    /// <returns>The laps of each subject, round by round.</returns>
    /// <exception cref="InvalidOperationException">An answer was not right.</exception>
    public static async Task<Dictionary<string, List<Lap>>> RunAsync(IReadOnlyList<Contestant> contestants, CpuMeter processors, GrowthPlan plan, CancellationToken cancellationToken)
    {
        var laps = contestants.ToDictionary(c => c.Name, _ => new List<Lap>());
        var cycles = contestants.ToDictionary(c => c.Name, c => new AskCycle(c.Asks));
        var connections = new Dictionary<string, HttpConnection[]>();
        try
        {
            foreach (var contestant in contestants)
                connections[contestant.Name] = await OpenAsync(contestant.Subject.Api, plan.Connections, cancellationToken);
            for (var round = 0; round < plan.WarmUp + plan.Rounds; round++)
            {
                var slices = contestants.ToDictionary(c => c.Name, _ => new List<Slice>());
                var used = contestants.ToDictionary(c => c.Name, _ => new Dictionary<string, double>());
                for (var slice = 0; slice < plan.Slices; slice++)
                    for (var place = 0; place < contestants.Count; place++)
                    {
                        var name = contestants[(place + slice + round) % contestants.Count].Name;
                        var before = processors.Snapshot();
                        slices[name].Add(await AskAsync(name, cycles[name], connections[name], plan.Requests / plan.Slices, cancellationToken));
                        foreach (var (process, after) in processors.Snapshot())
                            used[name][process] = used[name].GetValueOrDefault(process) + after - before.GetValueOrDefault(process, after);
                    }

                if (round >= plan.WarmUp)
                    foreach (var contestant in contestants)
                        laps[contestant.Name].Add(LapOf(contestant.Subject, slices[contestant.Name], used[contestant.Name]));
            }

            return laps;
        }
        finally
        {
            foreach (var connection in connections.Values.SelectMany(c => c))
                connection.Dispose();
        }
    }

    private static Task<HttpConnection[]> OpenAsync(RunningApi api, int connections, CancellationToken cancellationToken) => Task.WhenAll(
        Enumerable.Range(0, connections).Select(i => HttpConnection.OpenAsync(api.Processes[i % api.Processes.Count].Port, cancellationToken)));

    private static async Task<Slice> AskAsync(string name, AskCycle cycle, HttpConnection[] connections, int requests, CancellationToken cancellationToken)
    {
        var left = requests;
        var started = Stopwatch.GetTimestamp();
        var times = await Task.WhenAll(connections.Select(connection => Task.Run(() => ClientAsync(connection), cancellationToken)));
        return new Slice(Stopwatch.GetElapsedTime(started), [.. times.SelectMany(t => t)]);

        async Task<List<double>> ClientAsync(HttpConnection connection)
        {
            var milliseconds = new List<double>(requests);
            while (Interlocked.Decrement(ref left) >= 0)
            {
                var ask = cycle.Next();
                var sent = Stopwatch.GetTimestamp();
                var answer = await connection.AskAsync(ask.Request, cancellationToken);
                milliseconds.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
                if (answer.Status != 200 || !answer.Body.Span.StartsWith(ask.Expected.Span))
                    throw new InvalidOperationException($"'{name}' does not answer right: {answer}");
            }

            return milliseconds;
        }
    }

    private static Lap LapOf(Subject subject, List<Slice> slices, Dictionary<string, double> used)
    {
        used[subject.Name] = subject.Api.Processes.Sum(process => used.GetValueOrDefault(process.Name));
        return new Lap(Turn.Of(slices, used, subject.Name), subject.Api.Processes.Sum(process => (double)ProcessStatus.Of(process.ProcessId).ResidentBytes));
    }
}
