using System.CommandLine;
using RusToK.Benchmarks.Events.Contestants;
using RusToK.Benchmarks.Events.Measuring;
using RusToK.Benchmarks.Events.Reporting;
using RusToK.Benchmarks.Events.Studies;
using RusToK.Embedded;

namespace RusToK.Benchmarks.Events;

/// <summary>The command line of the event benchmark, over whichever contestants the calling program offers.</summary>
internal static class BenchmarkCommand
{
    private const string PostgresVariable = "RUSTOK_BENCH_POSTGRES";
    private const string RedisVariable = "RUSTOK_BENCH_REDIS";

    /// <returns>0 when every contestant's read model equalled the truth in every round, 1 when one did not, 2 for bad options.</returns>
    public static Task<int> RunAsync(string[] args, IReadOnlyList<ContestantEntry> contestants)
    {
        Option<string?> postgres = new("--postgres")
        {
            Description = $"Npgsql connection string of a superuser; databases are created and dropped there (or {PostgresVariable}); own servers are started when there is none",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable(PostgresVariable),
        };
        Option<string?> redis = new("--redis")
        {
            Description = $"host:port of a Redis this run may empty (or {RedisVariable})",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable(RedisVariable),
        };
        Option<int?> rounds = new("--rounds") { Description = "interleaved rounds; 3 by default, and what the study says of itself" };
        Option<double?> seconds = new("--seconds")
        {
            Description = "sustained window; building a backlog, draining it and freshness take up to half of it each; "
                + "8 by default, and what the study says of itself; of the study overload: how long too much is offered",
        };
        Option<int> producers = new("--producers") { DefaultValueFactory = _ => 32, Description = "concurrent producers" };
        Option<string[]> only = new("--only")
        {
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
            Description = "names to run: " + string.Join(", ", contestants.Select(entry => entry.Name)),
        };
        string[] studies = [.. StudyCatalog.All.Select(one => one.Name), StudyCatalog.Every];
        Option<string[]> study = new("--study")
        {
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
            Description = "instead of the contestants, rustok alone: " + string.Join(", ", studies),
        };
        study.AcceptOnlyFromAmong(studies);
        BenchmarkOptions usual = new() { Postgres = "" };
        Option<int> events = new("--events") { DefaultValueFactory = _ => usual.ReplayEvents, Description = "length of the log that the study replay replays" };
        Option<string?> json = new("--json") { Description = "file to write every round's numbers to; a study writes a page with charts beside it" };

        RootCommand command = new("Measures commit to read model throughput and freshness of event pipelines.")
        {
            postgres, redis, rounds, seconds, producers, only, study, events, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var servers = await StartServersAsync(parsed.GetValue(postgres), cancellationToken);
            BenchmarkOptions options = new()
            {
                Postgres = parsed.GetValue(postgres) ?? servers!.Postgres.SuperuserConnectionString(),
                Redis = parsed.GetValue(redis) ?? servers?.Redis.ConnectionString,
                Rounds = parsed.GetValue(rounds) ?? usual.Rounds,
                Seconds = parsed.GetValue(seconds) ?? usual.Seconds,
                ReplayEvents = parsed.GetValue(events),
                Producers = parsed.GetValue(producers),
                Study = parsed.GetValue(study)!,
                Only = [.. parsed.GetValue(only)!.SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries))],
                JsonPath = parsed.GetValue(json),
            };
            var problem = Validate(options, contestants);
            if (problem is not null)
            {
                await Console.Error.WriteLineAsync(problem);
                return 2;
            }

            var asked = StudyCatalog.Named(options.Study);
            if (asked.Count > 0)
            {
                IEnumerable<(Study Study, BenchmarkOptions Options)> runs = asked.Select(one => (one, options with
                {
                    Rounds = parsed.GetValue(rounds) ?? one.Rounds,
                    Seconds = parsed.GetValue(seconds) ?? one.Seconds,
                }));
                return await StudyRun.RunAsync(runs, args, options.JsonPath, cancellationToken);
            }

            List<ContestantEntry> chosen =
                [.. contestants.Where(entry => options.Only.Count == 0 || options.Only.Contains(entry.Name))];
            var results = await new Tournament(options, chosen).RunAsync(cancellationToken);
            ResultTable.Print(options, results);
            if (options.JsonPath is not null)
            {
                await ResultFile.WriteAsync(options.JsonPath, options, results, cancellationToken);
            }

            return results.All(result => result.Failures.Count == 0) ? 0 : 1;
        });
        return command.Parse(args).InvokeAsync();
    }

    /// <summary>Durable settings: what is measured is what a crash leaves whole.</summary>
    private static async Task<EmbeddedServers?> StartServersAsync(string? postgres, CancellationToken cancellationToken) =>
        postgres is not null
            ? null
            : await EmbeddedServers.StartAsync(
                new EmbeddedServersOptions
                {
                    Durable = true,
                    MaxConnections = 400,
                    SharedBuffers = "512MB",
                    PostgresSettings = new Dictionary<string, string> { ["max_wal_size"] = "4GB" },
                },
                cancellationToken);

    private static string? Validate(BenchmarkOptions options, IReadOnlyList<ContestantEntry> contestants)
    {
        var unknown = options.Only.Where(name => contestants.All(entry => entry.Name != name)).ToList();
        return options switch
        {
            { Rounds: < 1 } => "--rounds must be at least 1",
            { Seconds: not (>= 1 and <= 600) } => "--seconds must be between 1 and 600",
            { Producers: < 1 or > 90 } => "--producers must be between 1 and 90",
            { ReplayEvents: < 1 } => "--events must be at least 1",
            { Study.Count: > 0, Only.Count: > 0 } => "--only names contestants, and a study has none",
            _ when unknown.Count > 0 => $"--only names no contestant: {string.Join(", ", unknown)}",
            _ => null,
        };
    }
}
