using System.Globalization;
using System.Text;
using RusToK.Operations.Live;

namespace RusToK.Operations.Explain;

/// <summary>An explanation as people read it, from what is certain to what is concluded.</summary>
internal static class ExplanationText
{
    private const int Width = 160;
    private const int Rows = 4;

    private static readonly string[] Noise = ["__name__", "otel_scope_name", "severity", "slo", "process_creation_time", "otel_scope_version", "db_client_connection_pool_name", "server_address", "server_port"];

    public static string Render(Explanation explanation)
    {
        var text = new StringBuilder();
        Head(text, explanation);
        Section(text, "Expression", Values(explanation));
        Section(text, "Worst series", explanation.Worst.GroupBy(series => series.Measurement).SelectMany(OfMeasurement));
        Section(text, explanation.IsAboutTimes ? "Slow traces" : "Traces beside it", explanation.Slow.Take(3).SelectMany(OfTrace));
        Section(text, "Failed spans, where failures began", explanation.Failures.Take(Rows).SelectMany(OfFailures));
        Section(text, "Tenants", explanation.Tenants.Take(3).Select(tenant =>
            $"{tenant.Tenant}: {Wording.Percent(tenant.Requests)} of the requests, {Wording.Percent(tenant.Time)} of their time{(tenant.Errors is { } errors ? $", {Wording.Percent(errors)} of the failures" : "")}"));
        Section(text, "Warnings and errors in logs", explanation.Logs.Take(Rows + 2).SelectMany(OfLogs));
        Section(text, "Also firing", explanation.Others.Count > 0 ? [string.Join(", ", explanation.Others)] : []);
        Section(text, "Changed shortly before", explanation.Changes.Select(OfChange));
        Section(text, "Faults that were switched on (not part of the conclusion)", explanation.Faults.Select(OfChange));
        Section(text, "Not looked at", explanation.Missing);
        OfRunbook(text, explanation.Runbook);
        Conclusion(text, explanation);
        return text.ToString();
    }

    private static void Head(StringBuilder text, Explanation explanation)
    {
        var severity = explanation.Rule?.Labels.GetValueOrDefault("severity");
        text.Append(explanation.Alert).Append(severity is null ? "" : $" ({severity})").Append(explanation.Rule is null ? ": Prometheus has not loaded it" : "").Append('\n');
        if (explanation.WaitsSince is { } waits)
            text.Append(CultureInfo.InvariantCulture, $"  It waits: its condition holds since {Wording.Time(waits)}, not yet for long enough.\n");
        if (explanation.Episodes.Count == 0)
        {
            var (summary, description) = explanation.Texts[0];
            text.Append(CultureInfo.InvariantCulture, $"  It has not fired as far back as Prometheus remembers. It would say:\n  {summary}\n  {description}\n");
            return;
        }

        foreach (var (episode, (summary, description)) in explanation.Episodes.Zip(explanation.Texts))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {summary}\n  {description}\n");
            text.Append("  ").Append(episode.IsOn ? "firing" : "over").Append(CultureInfo.InvariantCulture, $": true since {Wording.Time(episode.Since)}, fired at {Wording.Time(episode.FiredAt)}");
            text.Append(episode.IsOn ? $", for {Wording.Duration(explanation.Moment - episode.FiredAt)}" : $", last at {Wording.Time(episode.LastSeen)}, {Wording.Duration(explanation.Moment - episode.LastSeen)} ago").Append('\n');
        }
    }

    private static IEnumerable<string> Values(Explanation explanation)
    {
        foreach (var line in explanation.Expression.Split('\n'))
            yield return line;
        yield return $"now: {Samples(explanation.Value)}{(explanation.ValueAtFiring is { } then ? $"; when it fired: {Samples(then)}" : "")}";
        foreach (var measured in explanation.Conditions)
            yield return $"- {Wording.Line(measured.Condition.Measure, Width)}{(measured.Condition.Comparison is { } comparison ? $" {comparison} {Wording.Line(measured.Condition.Bound!, 40)}" : "")}: "
                + $"now {Samples(measured.Now)}{(measured.AtFiring is { } before ? $"; when it fired {Samples(before)}" : "")}";
    }

    private static string Samples(IReadOnlyList<Sample> samples) => samples.Count == 0 ? "nothing" :
        string.Join(", ", samples.Take(3).Select(sample => $"{Wording.Number(sample.Value)}{Labels(sample.Labels)}")) + (samples.Count > 3 ? $", and {samples.Count - 3} more" : "");

    private static string Labels(IReadOnlyDictionary<string, string> labels) =>
        Wording.Labels(labels.Where(label => !Noise.Contains(label.Key)).ToDictionary()) is { Length: > 0 } text ? " " + text : "";

    private static IEnumerable<string> OfMeasurement(IGrouping<Measurement, WorstSeries> group)
    {
        var shown = group.Where(series => group.Key.IsOfTooLittle || series.Now != 0 || series.Before is not (null or 0)).ToList();
        yield return $"{group.Key.What}:{(shown.Count == 0 ? " nothing" : "")}";
        foreach (var series in shown.Take(Rows))
            yield return $"  {Wording.Number(series.Now)}{Labels(series.Labels)}, before {(series.Before is { } before ? Wording.Number(before) : "nothing")}";
        if (shown.Count > Rows)
            yield return $"  and {shown.Count - Rows} more";
    }

    private static IEnumerable<string> OfTrace(SlowTrace trace)
    {
        yield return $"{trace.Exemplar.TraceId}: {Wording.Number(trace.Exemplar.Value)} s at {Wording.Time(trace.Exemplar.At)}{Labels(trace.Exemplar.Labels.Where(label => label.Key != "le").ToDictionary())}";
        if (trace.Wait > TimeSpan.Zero)
            yield return $"  {Wording.Duration(trace.Wait)} before {trace.Root!.Name} of {trace.Root.Service}";
        foreach (var (span, time) in trace.Own.Take(3))
            yield return $"  {Wording.Duration(time)} in {Wording.Line(span.Name, 80)} of {span.Service} ({span.Instance}) itself: {Component.Of(span)}";
        foreach (var span in trace.Spans.Where(span => span.IsError).Take(2))
            yield return $"  failed: {span.Name} of {span.Service}: {Wording.Line(span.Error ?? "no text", Width)}";
    }

    private static IEnumerable<string> OfFailures(FailedSpans failures)
    {
        yield return $"{failures.Now} (usually {Wording.Usually(failures.Expected)}) {failures.Name} of {failures.Service}, {failures.ErrorType}: {failures.Component}; such as trace {failures.TraceIds[^1]}";
        if (failures.Text is { } text)
            yield return $"  {Wording.Line(text, Width)}";
    }

    private static IEnumerable<string> OfLogs(LogGroup group)
    {
        yield return $"{group.Now} (usually {Wording.Usually(group.Expected)}) {group.Level} {group.Event} of {group.Service}, from {Wording.Time(group.First.At)}";
        yield return $"  {Wording.Line(group.First.Text, Width)}";
    }

    private static string OfChange(Change change) => $"{Wording.Time(change.At)} {change.Text}";

    private static void OfRunbook(StringBuilder text, Runbook? runbook)
    {
        if (runbook is null)
            return;
        Section(text, $"Runbook {runbook.Path}", [.. runbook.Look.Take(2).Select(look => $"look: {look.Query}\n        {Wording.Line(look.Meaning, Width)}"), .. runbook.Do.Take(3).Select(step => $"do: {Wording.Line(step, Width)}")]);
    }

    private static void Conclusion(StringBuilder text, Explanation explanation)
    {
        var verdict = explanation.Verdict;
        text.Append('\n');
        if (explanation.Episodes.Count == 0)
            text.Append("Most likely: nothing, as it has not fired\n");
        else if (verdict.Component is null)
            text.Append("Most likely: not known; nothing that was looked at stands out\n");
        else
            text.Append(CultureInfo.InvariantCulture, $"Most likely: {verdict.Component}\n");
        if (explanation.Episodes.Count == 0)
            return;
        foreach (var reason in verdict.Reasons.Take(Rows + 1))
            text.Append(CultureInfo.InvariantCulture, $"  because {reason}\n");
        foreach (var (component, _, reason) in verdict.Next.Take(2))
            text.Append(CultureInfo.InvariantCulture, $"  with less to say for it: {component} ({reason})\n");
    }

    private static void Section(StringBuilder text, string title, IEnumerable<string> lines)
    {
        foreach (var (line, isFirst) in lines.Select((line, at) => (line, at == 0)))
            text.Append(isFirst ? $"\n{title}\n" : "").Append("  ").Append(line).Append('\n');
    }
}
