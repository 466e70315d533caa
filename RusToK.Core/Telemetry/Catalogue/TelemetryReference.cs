using System.Globalization;
using System.Text;

namespace RusToK.Core.Telemetry.Catalogue;

/// <summary>The page that is written from the catalogue.</summary>
public static class TelemetryReference
{
    /// <summary>Whole, as Markdown, with line feeds only and the same for the same catalogue.</summary>
    public static string Render()
    {
        var page = new StringBuilder();
        Line(page, """
            # Telemetry

            Every metric and span of this product. This page is written from the catalogue in `RusToK.Core/Telemetry/Catalogue` by
            `./rustok docs telemetry`, and a test fails when it says anything else.

            ## Metrics

            On `/metrics` of the API and of the Worker, and over OTLP where an endpoint is set. In Prometheus dots are underscores, in labels as
            well. Every label is bounded: its values are listed, or what bounds them is said; users and addresses are never labels. A counter is
            there at zero from the start for every value that is known then. A gauge that comes from a table or a stream is reported by the one
            worker that has measured it, with the age of the measurement beside it; while nobody measures there is no data, rather than zero.

            """);
        foreach (var meter in MetricCatalogue.All.GroupBy(metric => metric.Meter.Name).OrderBy(group => group.Key, StringComparer.Ordinal))
            Write(page, meter.Key, [.. meter]);
        Line(page, """
            Beside these there are the metrics of the libraries, under the names that the libraries give them: `http.server.*`, `kestrel.*` and
            `aspnetcore.diagnostics.*` (ASP.NET Core; what it measures of routing, authentication and its memory pool is not listened to, ADR 0093),
            `http.client.*` (HttpClient), `db.client.*` (Npgsql), `resilience.polly.*` (Polly), `dotnet.*` (the runtime; what other languages call
            `process.*` is `dotnet.process.*` there). Histograms have exemplars of sampled traces, counters have none.

            ## Spans

            Every span of a request or an event has `tenant.id` and `user.id`, as far as they are known. A span that a failure has ended has the status
            *error* and `error.type`; the exception is an event of the one in which it arose. Parameters of statements, tokens, mail addresses and
            payloads are never attributes. In a development system that allows faults (ADR 0090), `rustok.fault` names the one that has struck what a
            span tells of.

            """);
        foreach (var source in SpanCatalogue.All.GroupBy(span => span.Source).OrderBy(group => group.Key, StringComparer.Ordinal))
            Write(page, source.Key, [.. source]);
        return page.ToString().TrimEnd('\n') + "\n";
    }

    private static void Write(StringBuilder page, string meter, IReadOnlyList<MetricDefinition> metrics)
    {
        Line(page, $"### {meter}\n");
        Line(page, "| metric | in Prometheus | kind | unit | labels | what |");
        Line(page, "| --- | --- | --- | --- | --- | --- |");
        foreach (var metric in metrics)
        {
            var filled = metric.FilledBy is { } cause ? $" *Filled by {cause}.*" : string.Empty;
            Line(page, $"| `{metric.Name}` | `{PrometheusName.Of(metric)}` | {Lower(metric.Kind)} | `{metric.Unit}` | {LabelsOf(metric)} | {metric.Description}{filled} |");
        }

        Line(page, string.Empty);
        foreach (var bounds in metrics.Where(m => m.Kind == InstrumentKind.Histogram).GroupBy(m => string.Join(", ", m.Buckets.Select(Text))))
            Line(page, $"Buckets of {string.Join(" and ", bounds.Select(m => $"`{m.Name}`"))}: {bounds.Key}.\n");
    }

    private static void Write(StringBuilder page, string source, IReadOnlyList<SpanDefinition> spans)
    {
        Line(page, $"### Spans of {source}\n");
        Line(page, "| span | kind | what | attributes | made by |");
        Line(page, "| --- | --- | --- | --- | --- |");
        foreach (var span in spans)
            Line(page, $"| `{span.Name}` | {Lower(span.Kind)} | {span.Description} | {string.Join(", ", span.Attributes.Select(a => $"`{a}`"))} | `{span.MadeBy}` |");
        Line(page, string.Empty);
    }

    private static string LabelsOf(MetricDefinition metric) => string.Join("<br>", metric.Labels.Select(label =>
        $"`{label.Name}`: {(label.Values is { } values ? string.Join(", ", values) : label.Bound)}"));

    private static string Lower<TEnum>(TEnum value)
        where TEnum : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Text(double bound) => bound.ToString(CultureInfo.InvariantCulture);

    private static void Line(StringBuilder page, string text) => page.Append(text).Append('\n');
}
