using System.Globalization;
using Npgsql;
using RusToK.Benchmarks.Events.Measuring;
using RusToK.Benchmarks.Mixed.Running;
using RusToK.Benchmarks.Telemetry.Load;
using RusToK.Benchmarks.Telemetry.Reporting;
using RusToK.Benchmarks.Telemetry.Sink;

namespace RusToK.Benchmarks.Growth.Events;

/// <summary>Nodes written through the API with a Worker behind it: what an event costs when there are few of them, and when there are many.</summary>
internal static class EventsPart
{
    public const string Name = "events";

    private const int First = 1_000;
    private const int Writes = 250;
    private const double Mega = 1e6;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(GrowthPlan plan, Report report, Acceptance acceptance, CancellationToken cancellationToken)
    {
        await using var backend = await OtlpSink.StartAsync(TimeSpan.Zero, cancellationToken);
        var telemetry = ThroughputTournament.Exporting(backend.Address, ("OTEL_TRACES_SAMPLER", "parentbased_always_on"));
        await using var system = await SystemUnderTest.StartAsync(cancellationToken);
        await using var worker = await system.StartWorkerAsync(telemetry, cancellationToken);
        await using var api = await system.StartApiAsync("api", telemetry, cancellationToken);
        await using var database = NpgsqlDataSource.Create(system.SuperuserConnectionString);
        var stages = await WriteAsync(system, api, database, [.. Marks(plan.Events)], plan.Connections, cancellationToken);
        if (backend.Spans == 0)
            throw new InvalidOperationException("No span has reached the backend: telemetry was not on.");
        Print(report, stages);
        Judge(acceptance, stages[0], stages[^1]);
    }

    private static IEnumerable<long> Marks(int events) => ((long[])[First, 5_000, 10_000]).Where(mark => mark < events).Append(events);

    private static async Task<List<EventStage>> WriteAsync(
        SystemUnderTest system, ApiUnderTest api, NpgsqlDataSource database, IReadOnlyList<long> marks, int clients, CancellationToken cancellationToken)
    {
        var backlog = new Backlog(database);
        var processors = await CpuMeter.CreateAsync(database, redis: null, new Dictionary<string, int>(), cancellationToken);
        var stages = new List<EventStage>();
        var nodes = await CountNodesAsync(database, cancellationToken);
        var start = await EventReading.TakeAsync(database, cancellationToken);
        var before = start;
        foreach (var mark in marks)
        {
            var (atStart, mostEntries, wal, busy, milliseconds) = (before, 0L, new List<double>(), new List<double>(), new List<double>());
            while (before.Count - start.Count < mark)
            {
                var busyBefore = processors.Snapshot()[CpuMeter.PostgresName];
                var slice = await Slice.RunAsync(api, Workload.Creation, Writes, clients, cancellationToken);
                // One more was written to see whether it is right.
                nodes += Writes + 1;
                mostEntries = Math.Max(mostEntries, (await StreamReading.TakeAsync(system.Redis, database, cancellationToken)).Entries);
                if (await backlog.DrainAsync(Longest, cancellationToken) is > 0 and var left)
                    throw new InvalidOperationException($"{left} events are not in the read models after {Longest.TotalSeconds} s.");
                var after = await EventReading.TakeAsync(database, cancellationToken);
                busy.Add((processors.Snapshot()[CpuMeter.PostgresName] - busyBefore) / (after.Count - before.Count));
                wal.Add((after.WalBytes - before.WalBytes) / (double)(after.Count - before.Count));
                milliseconds.Add(Spread.Of(slice.Milliseconds).Median);
                before = after;
            }

            stages.Add(new EventStage(
                before.Count - start.Count, wal, (before.LogBytes - atStart.LogBytes) / (double)(before.Count - atStart.Count), busy, mostEntries,
                await StreamReading.TakeSettledAsync(system.Redis, database, cancellationToken), milliseconds));
        }

        return await CountNodesAsync(database, cancellationToken) == nodes
            ? stages
            : throw new InvalidOperationException($"The read models do not have the {nodes} nodes that were written.");
    }

    private static async Task<long> CountNodesAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT count(*) FROM read.content_nodes");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static void Print(Report report, List<EventStage> stages)
    {
        report.Print(
            $"{Name}: createNode with a Worker behind it, of an event since the row before; medians of laps of {Writes} nodes (lowest-highest)",
            [
                "events so far", "PostgreSQL us", "of first", "WAL bytes", "of first", "log bytes", "of first", "Redis MB", "of first",
                "in streams at most", "in streams when trimmed", "their bytes", "createNode p50 ms",
            ],
            stages.Select(stage => (IReadOnlyList<string>)
            [
                Number(stage.Events), Spread.Of(stage.PostgresMicroseconds).Text("N0"), Ratio(Busy(stage), Busy(stages[0])), Spread.Of(stage.WalBytes).Text("N0"), Ratio(Wal(stage), Wal(stages[0])), Number(stage.LogBytes), Ratio(stage.LogBytes, stages[0].LogBytes),
                (stage.Settled.UsedBytes / Mega).ToString("N2", CultureInfo.InvariantCulture), Ratio(stage.Settled.UsedBytes, stages[0].Settled.UsedBytes),
                Number(stage.MostEntries), Number(stage.Settled.Entries), Number(stage.Settled.Bytes), Spread.Of(stage.Milliseconds).Text("N2"),
            ]));
        foreach (var stage in stages)
        {
            var until = string.Create(CultureInfo.InvariantCulture, $"{Name}/{stage.Events:D6}");
            report.Keep($"{until}/postgresMicroseconds", stage.PostgresMicroseconds);
            report.Keep($"{until}/walBytes", stage.WalBytes);
            report.Keep($"{until}/logBytes", [stage.LogBytes]);
            report.Keep($"{until}/redisUsedBytes", [stage.Settled.UsedBytes]);
            report.Keep($"{until}/streamEntries", [stage.Settled.Entries]);
            report.Keep($"{until}/milliseconds", stage.Milliseconds);
        }
    }

    private static void Judge(Acceptance acceptance, EventStage first, EventStage last)
    {
        if (first == last)
            return;
        var growth = $"{Number(last.Events)} events, by {Number(first.Events)}";
        acceptance.Add($"{growth}: processor time of PostgreSQL for an event", Busy(last) / Busy(first));
        acceptance.Add($"{growth}: WAL of an event", Wal(last) / Wal(first));
        acceptance.Add($"{growth}: log of an event", last.LogBytes / first.LogBytes);
        acceptance.Add($"{growth}: memory of Redis", last.Settled.UsedBytes / (double)first.Settled.UsedBytes);
    }

    private static double Busy(EventStage stage) => Spread.Of(stage.PostgresMicroseconds).Median;

    private static double Wal(EventStage stage) => Spread.Of(stage.WalBytes).Median;

    private static string Ratio(double value, double first) => (value / first).ToString("N2", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
