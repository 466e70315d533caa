namespace RusToK.Benchmarks.GraphQL.Load;

/// <summary>What one contestant did in a round.</summary>
/// <param name="PerSecond">Requests answered in a second.</param>
/// <param name="P50">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
/// <param name="Server">Microseconds of processor time of the contestant's process, a request.</param>
/// <param name="Postgres">The same of PostgreSQL.</param>
/// <param name="Redis">The same of Redis.</param>
/// <param name="Client">The same of this process: what asks, and what takes the telemetry.</param>
internal sealed record Turn(double PerSecond, double P50, double P99, double Server, double Postgres, double Redis, double Client)
{
    /// <param name="slices">Its parts.</param>
    /// <param name="used">Microseconds by process, during them.</param>
    /// <param name="server">The contestant's process.</param>
    public static Turn Of(IReadOnlyCollection<Slice> slices, IReadOnlyDictionary<string, double> used, string server)
    {
        double[] milliseconds = [.. slices.SelectMany(s => s.Milliseconds).Order()];
        double Of(string process) => used.GetValueOrDefault(process) / milliseconds.Length;
        return new Turn(
            milliseconds.Length / slices.Sum(s => s.Elapsed.TotalSeconds), milliseconds[milliseconds.Length / 2], milliseconds[milliseconds.Length * 99 / 100],
            Of(server), Of(Events.Measuring.CpuMeter.PostgresName), Of(Events.Measuring.CpuMeter.RedisName), Of(Events.Measuring.CpuMeter.BenchmarkName));
    }
}
