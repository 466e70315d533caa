using System.Globalization;
using RusToK.Benchmarks.Events.Measuring;
using RusToK.Benchmarks.Growth.Databases;
using RusToK.Benchmarks.Growth.Load;
using RusToK.Benchmarks.Telemetry.Reporting;
using Spread = RusToK.Benchmarks.Telemetry.Reporting.Spread;

namespace RusToK.Benchmarks.Growth.Parts;

/// <summary>Asks some subjects the same and tells how each compares with the smallest.</summary>
/// <param name="part">Its name on the command line, under which numbers are kept.</param>
/// <param name="servers">Of the subjects.</param>
/// <param name="plan">How much is asked.</param>
/// <param name="report">Where the numbers go.</param>
internal sealed class Comparison(string part, GrowthServers servers, GrowthPlan plan, Report report)
{
    private const double Mega = 1e6;

    /// <param name="subjects">Yardsticks among them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The laps of the subjects by question.</returns>
    /// <exception cref="InvalidOperationException">An answer was not right, or no telemetry was sent.</exception>
    public async Task<IReadOnlyDictionary<string, Dictionary<string, List<Lap>>>> RunAsync(IReadOnlyList<Subject> subjects, CancellationToken cancellationToken)
    {
        var spans = servers.Backend.Spans;
        var processors = await CpuMeter.CreateAsync(
            subjects[0].Database.Catalog.Superuser, redis: null,
            subjects.SelectMany(s => s.Api.Processes).ToDictionary(process => process.Name, process => process.ProcessId), cancellationToken);
        var results = new Dictionary<string, Dictionary<string, List<Lap>>>();
        foreach (var (question, contestants) in await LearnAsync(subjects, cancellationToken))
        {
            var laps = await Laps.RunAsync(contestants, processors, plan, cancellationToken);
            results[question] = laps;
            PrintLoad(question, subjects, laps);
        }

        if (servers.Backend.Spans == spans)
            throw new InvalidOperationException("No span has reached the backend: telemetry was not on.");
        await PrintHoldingAsync(subjects, results.Values.Last(), cancellationToken);
        return results;
    }

    private static async Task<IReadOnlyList<(string Question, IReadOnlyList<Contestant> Contestants)>> LearnAsync(IReadOnlyList<Subject> subjects, CancellationToken cancellationToken)
    {
        var contestants = new List<(string Question, Contestant Contestant)>();
        foreach (var database in subjects.GroupBy(s => s.Database))
        {
            var questions = GrowthQuestion.Of(database.Key);
            var truth = await Truth.ReadAsync(database.Key, questions, cancellationToken);
            foreach (var subject in database)
                foreach (var question in questions)
                    contestants.Add((question.Name, new Contestant(subject, await Learning.LearnAsync(subject, question, truth, cancellationToken))));
        }

        return [.. contestants.GroupBy(c => c.Question, c => c.Contestant).Select(group => (group.Key, (IReadOnlyList<Contestant>)[.. group]))];
    }

    private void PrintLoad(string question, IReadOnlyList<Subject> subjects, Dictionary<string, List<Lap>> laps)
    {
        report.Print(
            $"{part}, {question}: {plan}; processor time is of a request",
            ["from", "p50 ms", "of smallest", "p99 ms", "of smallest", "requests/s", "of smallest", "API us", "PostgreSQL us"],
            subjects.Select(subject => (IReadOnlyList<string>)
            [
                subject.Name, .. Compared(subject, l => l.Turn.P50, "N2"), .. Compared(subject, l => l.Turn.P99, "N2"), .. Compared(subject, l => l.Turn.PerSecond, "N0"),
                Values(subject.Name, l => l.Turn.Server).Text("N0"), Values(subject.Name, l => l.Turn.Postgres).Text("N0"),
            ]));
        foreach (var (name, own) in laps)
        {
            report.Keep($"{part}/{question}/{name}/p50Milliseconds", own.Select(l => l.Turn.P50));
            report.Keep($"{part}/{question}/{name}/p99Milliseconds", own.Select(l => l.Turn.P99));
            report.Keep($"{part}/{question}/{name}/perSecond", own.Select(l => l.Turn.PerSecond));
            report.Keep($"{part}/{question}/{name}/serverMicroseconds", own.Select(l => l.Turn.Server));
            report.Keep($"{part}/{question}/{name}/postgresMicroseconds", own.Select(l => l.Turn.Postgres));
            report.Keep($"{part}/{question}/{name}/residentBytes", own.Select(l => l.ResidentBytes));
        }

        string[] Compared(Subject subject, Func<Lap, double> value, string format) =>
            [Values(subject.Name, value).Text(format), subject.IsYardstick ? "" : RatioOf(laps, subject, value).Text("N2")];

        Spread Values(string name, Func<Lap, double> value) => Spread.Of(laps[name].Select(value));
    }

    private async Task PrintHoldingAsync(IReadOnlyList<Subject> subjects, Dictionary<string, List<Lap>> laps, CancellationToken cancellationToken)
    {
        var holdings = new Dictionary<string, Holding>();
        foreach (var subject in subjects)
            holdings[subject.Name] = await Holding.OfAsync(subject, cancellationToken);
        report.Print(
            $"{part}: what is held after {(plan.WarmUp + plan.Rounds) * 2 * plan.Requests:N0} requests to each, and what the database takes",
            ["from", "API MB", "of smallest", "series", "PostgreSQL connections", "Redis MB", "Redis clients", "tables MB", "indexes MB", "filled in s"],
            subjects.Select(subject => (IReadOnlyList<string>)
            [
                subject.Name, Spread.Of(laps[subject.Name].Select(l => l.ResidentBytes / Mega)).Text("N0"),
                subject.IsYardstick ? "" : RatioOf(laps, subject, l => l.ResidentBytes).Text("N2"),
                .. Cells(holdings[subject.Name]), subject.Database.Filled.TotalSeconds.ToString("N1", CultureInfo.InvariantCulture),
            ]));
        foreach (var (name, holding) in holdings)
        {
            report.Keep($"{part}/{name}/series", [holding.Series]);
            report.Keep($"{part}/{name}/connections", [holding.Connections]);
            report.Keep($"{part}/{name}/tableBytes", [holding.Size.Tables]);
            report.Keep($"{part}/{name}/indexBytes", [holding.Size.Indexes]);
            report.Keep($"{part}/{name}/redisUsedBytes", [holding.Redis.UsedBytes]);
        }

        foreach (var subject in subjects)
            Series[subject.Name] = holdings[subject.Name].Series;
    }

    /// <summary>Series of metrics of each subject, once it has run.</summary>
    public Dictionary<string, double> Series { get; } = [];

    /// <summary>Round by round, by the subject's yardstick.</summary>
    public static Spread RatioOf(Dictionary<string, List<Lap>> laps, Subject subject, Func<Lap, double> value) =>
        Spread.OfRatios(laps[subject.Name].Select(value), laps[subject.Yardstick].Select(value));

    private static string[] Cells(Holding holding) =>
    [
        holding.Series.ToString("N0", CultureInfo.InvariantCulture), holding.Connections.ToString("N0", CultureInfo.InvariantCulture),
        (holding.Redis.UsedBytes / Mega).ToString("N1", CultureInfo.InvariantCulture), holding.Redis.Clients.ToString("N0", CultureInfo.InvariantCulture),
        (holding.Size.Tables / Mega).ToString("N0", CultureInfo.InvariantCulture), (holding.Size.Indexes / Mega).ToString("N0", CultureInfo.InvariantCulture),
    ];
}
