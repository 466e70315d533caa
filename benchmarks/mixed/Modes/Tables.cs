using System.Globalization;
using RusToK.Benchmarks.Mixed.Load;
using RusToK.Benchmarks.Mixed.Running;

namespace RusToK.Benchmarks.Mixed.Modes;

/// <summary>What all modes print.</summary>
internal static class Tables
{
    private static readonly string[] PhaseColumns =
        ["arrivals", "offered", "good", "refused by client", "refused by API", "p50 ms", "p90 ms", "p99 ms", "p99.9 ms", "max ms", "errors"];

    public static void Print(Output output, PhaseResult phase)
    {
        output.Table(
            Text($"{phase.Name}: {phase.Rate:N0} arrivals/s for {phase.Seconds:0.#} s; achieved {phase.Achieved:N0}/s; sent late by {phase.LateP99:0.00} ms (p99)"),
            PhaseColumns, phase.Kinds.Append(phase.All).Select(Row));
        foreach (var objective in phase.Objectives)
            output.Say(Text($"{objective.Name}: {objective.Good:P3} good of the {objective.Target:P1} promised; the error budget burns at {objective.Burn:0.00} x"));
    }

    public static void Print(Output output, Settlement settlement) => output.Say(Text(
        $"{settlement.Acknowledged:N0} acknowledged writes (orders, nodes, changed products): {settlement.MissingInTruth} missing in the truth, {settlement.MissingInReadModels} in the read models; ")
        + Text($"all rows compared: {settlement.Lost} lost, {settlement.Alien} alien; {settlement.DeadLetters} dead letters; all events applied {settlement.DrainSeconds:0.0} s after the last answer.")
        + (settlement.IsComplete ? "" : " NOT EVERYTHING HAS ARRIVED."));

    public static string Text(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>Milliseconds.</summary>
    public static string Milliseconds(double value) => double.IsFinite(value) ? value.ToString("N1", CultureInfo.InvariantCulture) : "no good answer";

    private static string[] Row(KindResult kind) =>
    [
        kind.Name, Text($"{kind.Offered:N0}"), Text($"{kind.Good:N0}"), Text($"{kind.RefusedByClient:N0}"), Text($"{kind.RefusedByServer:N0}"),
        Milliseconds(kind.P50), Milliseconds(kind.P90), Milliseconds(kind.P99), Milliseconds(kind.P999), Milliseconds(kind.Max), Errors(kind),
    ];

    private static string Errors(KindResult kind) => kind.Errors.Count == 0 ? "0" : string.Join(", ", kind.Errors.Select(e => Text($"{e.Key} {e.Value:N0}")));
}
