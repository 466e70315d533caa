using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace RusToK.Tests.Tracing;

/// <summary>Reads traces back from the Aspire dashboard's telemetry API (OTLP JSON), as a tool outside of the product would.</summary>
internal sealed class TelemetryApi(Uri address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address };

    public async Task<SpanTree> TraceAsync(string traceId, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(new Uri($"traces/{traceId}", UriKind.Relative), cancellationToken);
        if (!response.IsSuccessStatusCode)
            return new SpanTree([]);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        var spans = new List<RecordedSpan>();
        Collect(document.RootElement, "?", spans);
        return new SpanTree(spans);
    }

    public void Dispose() => _http.Dispose();

    private static void Collect(JsonElement element, string service, List<RecordedSpan> spans)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object when element.TryGetProperty("spanId", out _) && element.TryGetProperty("startTimeUnixNano", out _):
                spans.Add(Read(element, service));
                break;
            case JsonValueKind.Object:
                if (element.TryGetProperty("resource", out var resource))
                    service = Attributes(resource).GetValueOrDefault("service.name", service);
                foreach (var property in element.EnumerateObject())
                    Collect(property.Value, service, spans);
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    Collect(item, service, spans);
                break;
        }
    }

    private static RecordedSpan Read(JsonElement span, string service) => new(
        Text(span, "traceId")!, Text(span, "spanId")!, Text(span, "parentSpanId"), Text(span, "name")!,
        // OTLP counts kinds from 1, with 0 for unspecified.
        (ActivityKind)((span.TryGetProperty("kind", out var kind) ? kind.GetInt32() : 1) - 1), service,
        DateTimeOffset.UnixEpoch.AddTicks(long.Parse(Text(span, "startTimeUnixNano")!, CultureInfo.InvariantCulture) / 100),
        Attributes(span),
        span.TryGetProperty("links", out var links) && links.ValueKind == JsonValueKind.Array
            ? [.. links.EnumerateArray().Select(l => (Text(l, "traceId")!, Text(l, "spanId")!))]
            : [],
        span.TryGetProperty("status", out var status) && status.TryGetProperty("code", out var code) && code.GetInt32() == 2);

    private static Dictionary<string, string> Attributes(JsonElement element)
    {
        var attributes = new Dictionary<string, string>();
        if (element.TryGetProperty("attributes", out var list) && list.ValueKind == JsonValueKind.Array)
            foreach (var item in list.EnumerateArray())
                attributes[Text(item, "key")!] = item.GetProperty("value").EnumerateObject().FirstOrDefault().Value.ToString();
        return attributes;
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null && value.ToString() is { Length: > 0 } text ? text : null;
}
