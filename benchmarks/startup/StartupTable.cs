using RusToK.Benchmarks.Telemetry.Reporting;

namespace RusToK.Benchmarks.Startup;

/// <summary>Medians of the starts of each contestant, with the lowest and the highest.</summary>
internal static class StartupTable
{
    public static void Print(IReadOnlyDictionary<Contestant, List<MeasuredStart>> starts, Report report)
    {
        var yardstick = starts.First().Value;
        report.Print(
            $"process start of the API, {yardstick.Count} starts each, medians (lowest-highest)",
            ["contestant", "listening ms", "ready ms", "of as built", "first answer ms", "processor ms", "resident MB"],
            starts.Select(one => (IReadOnlyList<string>)
            [
                one.Key.Name, Of(one.Value, s => s.Listening), Of(one.Value, s => s.Ready),
                Spread.OfRatios(one.Value.Select(s => s.Ready), yardstick.Select(s => s.Ready)).Text("N2"),
                Of(one.Value, s => s.FirstAnswer), Of(one.Value, s => s.Processor), Of(one.Value, s => s.Resident),
            ]));
        foreach (var (contestant, own) in starts)
        {
            report.Keep($"{contestant.Name}/listeningMilliseconds", own.Select(s => s.Listening));
            report.Keep($"{contestant.Name}/readyMilliseconds", own.Select(s => s.Ready));
            report.Keep($"{contestant.Name}/firstAnswerMilliseconds", own.Select(s => s.FirstAnswer));
            report.Keep($"{contestant.Name}/processorMilliseconds", own.Select(s => s.Processor));
            report.Keep($"{contestant.Name}/residentMegabytes", own.Select(s => s.Resident));
        }
    }

    private static string Of(IEnumerable<MeasuredStart> starts, Func<MeasuredStart, double> value) => Spread.Of(starts.Select(value)).Text("N0");
}
