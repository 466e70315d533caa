using System.Diagnostics;
using System.Globalization;
using RusToK.Benchmarks.Events.Measuring;
using RusToK.Benchmarks.GraphQL.Contestants;
using RusToK.Benchmarks.GraphQL.Load;
using RusToK.Benchmarks.Telemetry.Reporting;
using RusToK.Embedded.Servers;

namespace RusToK.Benchmarks.GraphQL.Settings;

/// <summary>One question, answered from PostgreSQL each time, to the API under each setting of its runtime.</summary>
internal static class SettingsTournament
{
    /// <param name="system">What is asked.</param>
    /// <param name="names">Parts of the names of the settings that take part; what is delivered always does.</param>
    /// <param name="plan">How much.</param>
    /// <param name="report">Where the numbers go.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">An answer is not what the others say.</exception>
    public static async Task RunAsync(SystemUnderTest system, string[] names, LoadPlan plan, Report report, CancellationToken cancellationToken)
    {
        var question = ProductQuestion.All[0];
        var settings = RuntimeSetting.All.Where(s => s.Name == RuntimeSetting.Delivered || names.Any(s.Name.Contains)).ToList();
        var processes = new Dictionary<string, ProjectProcess>();
        foreach (var setting in settings)
        {
            processes[setting.Name] = await system.StartApiAsync(
                setting.Name, cancellationToken,
                [("RateLimits__Enabled", "false"), ("ConnectionStrings__rustok", system.ApiConnectionString + setting.Connection), .. setting.Environment]);
        }

        var atStart = processes.ToDictionary(process => process.Key, process => ResidentMegabytes(process.Value.ProcessId));
        var data = await Tournament.LearnAsync(processes.Values.Select(process => process.Port), question, cancellationToken);
        var contestants = processes.Select(process => new Contestant(process.Key, process.Key, process.Value.Port, Requests.Hash(question))).ToList();
        var processors = await CpuMeter.CreateAsync(
            system.Database.Superuser, system.Servers.Redis.ConnectionString, processes.ToDictionary(process => process.Key, process => process.Value.ProcessId), cancellationToken);
        var turns = await Rounds.RunAsync(contestants, _ => data, processors, plan, cancellationToken);
        var atEnd = processes.ToDictionary(process => process.Key, process => ResidentMegabytes(process.Value.ProcessId));
        report.Print(
            string.Create(CultureInfo.InvariantCulture, $"{question.Name}, nothing cached, persisted: {plan.Connections} connections in a closed loop, medians of {plan.Rounds} rounds of {plan.Slices * plan.Slice.TotalSeconds:0.0} s (lowest-highest)"),
            ["setting", "requests/s", "of delivered", "server us", "p50 ms", "p99 ms", "MB when ready", "MB at the end"],
            settings.Select(setting => Row(setting.Name, turns, atStart, atEnd)));
        foreach (var (name, own) in turns)
        {
            report.Keep($"settings/{name}/perSecond", own.Select(t => t.PerSecond));
            report.Keep($"settings/{name}/serverMicroseconds", own.Select(t => t.Server));
            report.Keep($"settings/{name}/p99Milliseconds", own.Select(t => t.P99));
            report.Keep($"settings/{name}/residentMegabytes", [atStart[name], atEnd[name]]);
        }
    }

    private static IReadOnlyList<string> Row(
        string name, Dictionary<string, List<Turn>> turns, Dictionary<string, double> atStart, Dictionary<string, double> atEnd)
    {
        var own = turns[name];
        return
        [
            name, Spread.Of(own.Select(t => t.PerSecond)).Text("N0"),
            Spread.OfRatios(own.Select(t => t.PerSecond), turns[RuntimeSetting.Delivered].Select(t => t.PerSecond)).Text("N2"),
            Median(t => t.Server, "N0"), Median(t => t.P50, "N2"), Median(t => t.P99, "N2"),
            atStart[name].ToString("N0", CultureInfo.InvariantCulture), atEnd[name].ToString("N0", CultureInfo.InvariantCulture),
        ];

        string Median(Func<Turn, double> value, string format) => Spread.Of(own.Select(value)).Median.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>What the operating system keeps in memory of a process, in units of 1,000,000 bytes.</summary>
    private static double ResidentMegabytes(int processId)
    {
        using var process = Process.GetProcessById(processId);
        return process.WorkingSet64 / 1e6;
    }
}
