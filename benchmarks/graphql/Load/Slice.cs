using System.Diagnostics;
using RusToK.Benchmarks.GraphQL.Contestants;

namespace RusToK.Benchmarks.GraphQL.Load;

/// <summary>A part of a turn: one contestant alone, asked in a closed loop. Every answer is compared, not only one before.</summary>
/// <param name="Elapsed">From the first request to the last answer.</param>
/// <param name="Milliseconds">Of each request.</param>
internal sealed record Slice(TimeSpan Elapsed, IReadOnlyCollection<double> Milliseconds)
{
    /// <param name="contestant">Who is asked.</param>
    /// <param name="connections">Open ones, to it.</param>
    /// <param name="expected">What a body has to begin with: all but the trace; nothing when the answer has none.</param>
    /// <param name="duration">How long.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">An answer was not right.</exception>
    public static async Task<Slice> RunAsync(
        Contestant contestant, IReadOnlyList<HttpConnection> connections, ReadOnlyMemory<byte> expected, TimeSpan duration, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var times = await Task.WhenAll(connections.Select(connection => Task.Run(() => AskAsync(connection), cancellationToken)));
        return new Slice(Stopwatch.GetElapsedTime(started), [.. times.SelectMany(t => t)]);

        async Task<List<double>> AskAsync(HttpConnection connection)
        {
            var milliseconds = new List<double>(4_096);
            while (Stopwatch.GetElapsedTime(started) < duration)
            {
                var sent = Stopwatch.GetTimestamp();
                var answer = await connection.AskAsync(contestant.Request, cancellationToken);
                milliseconds.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
                if (answer.Status != contestant.Status || !answer.Body.Span.StartsWith(expected.Span))
                    throw new InvalidOperationException($"'{contestant.Name}' does not answer right: {answer}");
            }

            return milliseconds;
        }
    }
}
