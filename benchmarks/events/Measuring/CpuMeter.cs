using System.Globalization;
using Npgsql;
using StackExchange.Redis;

namespace RusToK.Benchmarks.Events.Measuring;

/// <summary>
/// CPU time of everything that takes part, from <c>/proc</c>: PostgreSQL as the sum of its process tree (ended backends
/// included), this process, Redis, and the contestant's own processes. Resolution is one clock tick, 10 ms.
/// </summary>
internal sealed class CpuMeter
{
    public const string PostgresName = "postgres";
    public const string RedisName = "redis";
    public const string BenchmarkName = "benchmark";

    private const double TickMicroseconds = 10_000;
    private readonly Dictionary<string, int> roots = [];

    private CpuMeter()
    {
    }

    public static async Task<CpuMeter> CreateAsync(
        NpgsqlDataSource postgres,
        string? redis,
        IReadOnlyDictionary<string, int> contestantProcesses,
        CancellationToken cancellationToken)
    {
        CpuMeter meter = new();
        meter.roots[BenchmarkName] = Environment.ProcessId;
        await using (var command = postgres.CreateCommand("select pg_backend_pid()"))
        {
            var backend = (int)(await command.ExecuteScalarAsync(cancellationToken))!;
            if (Read(backend) is { } postgresBackend)
            {
                meter.roots[PostgresName] = postgresBackend.Parent;
            }
        }

        if (redis is not null)
        {
            await using var connection = await ConnectionMultiplexer.ConnectAsync(redis + ",allowAdmin=true");
            var information = await connection.GetServers()[0].InfoAsync("server");
            var id = information.SelectMany(section => section).First(pair => pair.Key == "process_id").Value;
            meter.roots[RedisName] = int.Parse(id, CultureInfo.InvariantCulture);
        }

        foreach (var (name, id) in contestantProcesses)
        {
            meter.roots[name] = id;
        }

        return meter;
    }

    /// <summary>CPU microseconds since each process started, by name; a server on another machine is missing.</summary>
    public IReadOnlyDictionary<string, double> Snapshot()
    {
        var processes = Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .Select(id => (Id: id, Times: Read(id)))
            .Where(process => process.Times is not null)
            .ToDictionary(process => process.Id, process => process.Times!.Value);
        return roots
            .Where(root => processes.ContainsKey(root.Value))
            .ToDictionary(
                root => root.Key,
                root => root.Key == PostgresName
                    ? processes[root.Value].WithReapedChildren
                        + processes.Values.Where(process => process.Parent == root.Value).Sum(process => process.Own)
                    : processes[root.Value].Own);
    }

    private static ProcessTimes? Read(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            // proc_pid_stat(5): the name may hold anything, so fields are counted from behind its last parenthesis.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            double Field(int number) => double.Parse(fields[number - 3], CultureInfo.InvariantCulture) * TickMicroseconds;
            return new ProcessTimes(
                int.Parse(fields[1], CultureInfo.InvariantCulture), Field(14) + Field(15), Field(16) + Field(17));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private readonly record struct ProcessTimes(int Parent, double Own, double Reaped)
    {
        public double WithReapedChildren => Own + Reaped;
    }
}
