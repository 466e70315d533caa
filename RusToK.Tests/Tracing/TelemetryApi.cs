using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace RusToK.Tests.Tracing;

/// <summary>Reads traces and logs back from the Aspire dashboard's telemetry API (OTLP JSON), as a tool outside of the product would.</summary>
internal sealed class TelemetryApi(Uri address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address };

    /// <summary>What has arrived of a trace; no spans when nothing has.</summary>
    public async Task<SpanTree> TraceAsync(string traceId, CancellationToken cancellationToken) =>
        new(await ReadAsync($"traces/{traceId}", "startTimeUnixNano", ReadSpan, cancellationToken));

    /// <summary>What has arrived of a trace once it has at least one span of each of these names.</summary>
    public Task<SpanTree> TraceAsync(string traceId, IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        TraceAsync(traceId, tree => names.All(name => tree.Spans.Any(s => s.Name == name)), cancellationToken, string.Join(", ", names));

    /// <summary>What has arrived of a trace once it is as wanted.</summary>
    public async Task<SpanTree> TraceAsync(
        string traceId, Func<SpanTree, bool> wanted, CancellationToken cancellationToken, [CallerArgumentExpression(nameof(wanted))] string? text = null)
    {
        var tree = new SpanTree([]);
        await Eventually.HoldsAsync(
            async () => wanted(tree = await TraceAsync(traceId, cancellationToken)),
            () => $"{text} in trace {traceId}, which has\n{tree}", Eventually.Deadline, cancellationToken);
        return tree;
    }

    /// <summary>A span among the last ones of a service, once it has arrived: of a trace whose id nobody is told.</summary>
    public async Task<RecordedSpan> SpanAsync(
        string service, Func<RecordedSpan, bool> wanted, CancellationToken cancellationToken, [CallerArgumentExpression(nameof(wanted))] string? text = null)
    {
        RecordedSpan? found = null;
        await Eventually.HoldsAsync(
            async () => (found = (await ReadAsync($"spans?resource={service}&limit=1000", "startTimeUnixNano", ReadSpan, cancellationToken)).FirstOrDefault(wanted)) is not null,
            () => $"{text} among the last spans of {service}", Eventually.Deadline, cancellationToken);
        return found!;
    }

    /// <summary>The log records of a trace that have arrived.</summary>
    public Task<List<RecordedLog>> LogsAsync(string traceId, CancellationToken cancellationToken) =>
        ReadAsync($"logs?traceId={traceId}&limit=1000", "severityNumber", ReadLog, cancellationToken);

    public void Dispose() => _http.Dispose();

    /// <summary>Every object that has the marker, with the service it came from.</summary>
    private async Task<List<T>> ReadAsync<T>(string path, string marker, Func<JsonElement, string, T> read, CancellationToken cancellationToken)
    {
        var found = new List<T>();
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        if (!response.IsSuccessStatusCode)
            return found;
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        Collect(document.RootElement, "?");
        return found;

        void Collect(JsonElement element, string service)
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.Object when element.TryGetProperty(marker, out _):
                    found.Add(read(element, service));
                    break;
                case JsonValueKind.Object:
                    if (element.TryGetProperty("resource", out var resource))
                        service = Attributes(resource).GetValueOrDefault("service.name", service);
                    foreach (var property in element.EnumerateObject())
                        Collect(property.Value, service);
                    break;
                case JsonValueKind.Array:
                    foreach (var item in element.EnumerateArray())
                        Collect(item, service);
                    break;
            }
        }
    }

    private static RecordedSpan ReadSpan(JsonElement span, string service) => new(
        Text(span, "traceId")!, Text(span, "spanId")!, Text(span, "parentSpanId"), Text(span, "name")!,
        // OTLP counts kinds from 1, with 0 for unspecified.
        (ActivityKind)((span.TryGetProperty("kind", out var kind) ? kind.GetInt32() : 1) - 1), service,
        DateTimeOffset.UnixEpoch.AddTicks(long.Parse(Text(span, "startTimeUnixNano")!, CultureInfo.InvariantCulture) / 100),
        Attributes(span),
        [.. List(span, "links").Select(l => (Text(l, "traceId")!, Text(l, "spanId")!))],
        [.. List(span, "events").Select(e => new RecordedEvent(Text(e, "name")!, Attributes(e)))],
        span.TryGetProperty("status", out var status) && status.TryGetProperty("code", out var code) && code.GetInt32() == 2);

    private static RecordedLog ReadLog(JsonElement log, string service) => new(
        Text(log, "traceId"), Text(log, "spanId"), service, Text(log, "severityText") ?? string.Empty,
        log.TryGetProperty("body", out var body) ? Value(body) : string.Empty, Attributes(log));

    private static Dictionary<string, string> Attributes(JsonElement element)
    {
        var attributes = new Dictionary<string, string>();
        foreach (var item in List(element, "attributes"))
            attributes[Text(item, "key")!] = Value(item.GetProperty("value"));
        return attributes;
    }

    private static IEnumerable<JsonElement> List(JsonElement element, string name) =>
        element.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    private static string Value(JsonElement value) => value.EnumerateObject().FirstOrDefault().Value.ToString();

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null && value.ToString() is { Length: > 0 } text ? text : null;
}
