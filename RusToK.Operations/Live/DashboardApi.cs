using System.Globalization;
using System.Net;
using System.Text.Json;

namespace RusToK.Operations.Live;

/// <summary>Reads traces and logs back from the Aspire dashboard, which keeps the last of them in memory, as OTLP JSON.</summary>
/// <param name="address">Of its telemetry API.</param>
/// <exception cref="HttpRequestException">It does not answer.</exception>
/// <seealso href="https://github.com/microsoft/aspire/blob/main/docs/specs/dashboard-http-api.md">Telemetry HTTP API</seealso>
public sealed class DashboardApi(Uri address) : IDisposable
{
    private const int StatusOfError = 2;
    private const int Most = 5000;

    private readonly HttpClient _http = new() { BaseAddress = new Uri(address.ToString().TrimEnd('/') + "/"), Timeout = TimeSpan.FromSeconds(15) };

    /// <summary>What has arrived of a trace and is still kept; nothing when it is not.</summary>
    public Task<IReadOnlyList<LiveSpan>> TraceAsync(string traceId, CancellationToken cancellationToken) =>
        ReadAsync($"traces/{traceId}", "resourceSpans", "scopeSpans", "spans", ReadSpan, cancellationToken);

    /// <summary>The last spans that ended in an error.</summary>
    public Task<IReadOnlyList<LiveSpan>> FailedSpansAsync(CancellationToken cancellationToken) =>
        ReadAsync($"spans?hasError=true&limit={Most}", "resourceSpans", "scopeSpans", "spans", ReadSpan, cancellationToken);

    /// <summary>The last log records that are warnings or worse.</summary>
    public Task<IReadOnlyList<LiveLog>> WarningsAsync(CancellationToken cancellationToken) =>
        ReadAsync($"logs?severity=Warning&limit={Most}", "resourceLogs", "scopeLogs", "logRecords", ReadLog, cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<IReadOnlyList<T>> ReadAsync<T>(
        string path, string resources, string scopes, string items, Func<JsonElement, (string Service, string Instance), string, T> read, CancellationToken cancellationToken)
    {
        using var response = await GetAsync(path, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return [];
        response.EnsureSuccessStatusCode();
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        return
        [
            .. from resource in List(document.RootElement.GetProperty("data"), resources)
               let process = ProcessOf(resource)
               from scope in List(resource, scopes)
               let source = scope.TryGetProperty("scope", out var one) ? Text(one, "name") ?? "" : ""
               from item in List(scope, items)
               select read(item, process, source),
        ];
    }

    /// <summary>One that is buried under telemetry and does not come to answer is one that does not answer.</summary>
    private async Task<HttpResponseMessage> GetAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        }
        catch (TaskCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"no answer within {_http.Timeout.TotalSeconds:0} s", late);
        }
    }

    private static (string Service, string Instance) ProcessOf(JsonElement resource)
    {
        var attributes = resource.TryGetProperty("resource", out var one) ? Attributes(one) : [];
        return (attributes.GetValueOrDefault("service.name", "?"), attributes.GetValueOrDefault("service.instance.id", "?"));
    }

    private static LiveSpan ReadSpan(JsonElement span, (string Service, string Instance) process, string source)
    {
        var isError = span.TryGetProperty("status", out var status) && status.TryGetProperty("code", out var code) && code.GetInt32() == StatusOfError;
        var exception = List(span, "events").Where(e => Text(e, "name") == "exception").Select(Attributes).FirstOrDefault();
        return new LiveSpan(
            Text(span, "traceId")!, Text(span, "spanId")!, Text(span, "parentSpanId"), Text(span, "name")!, span.TryGetProperty("kind", out var kind) ? kind.GetInt32() : 0,
            source, process.Service, process.Instance, Time(span, "startTimeUnixNano"), Time(span, "endTimeUnixNano"), Attributes(span), isError,
            isError ? exception?.GetValueOrDefault("exception.message") ?? Text(status, "message") : null);
    }

    private static LiveLog ReadLog(JsonElement log, (string Service, string Instance) process, string source) => new(
        Time(log, "timeUnixNano"), Text(log, "severityText") ?? "?", process.Service, Text(log, "eventName") ?? source,
        log.TryGetProperty("body", out var body) ? Value(body) : "");

    private static Dictionary<string, string> Attributes(JsonElement element)
    {
        var attributes = new Dictionary<string, string>();
        foreach (var item in List(element, "attributes"))
            attributes[Text(item, "key")!] = Value(item.GetProperty("value"));
        return attributes;
    }

    private static JsonElement.ArrayEnumerator List(JsonElement element, string name) =>
        element.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;

    private static string Value(JsonElement value) => value.EnumerateObject().FirstOrDefault().Value.ToString();

    private static DateTimeOffset Time(JsonElement element, string name) =>
        DateTimeOffset.UnixEpoch.AddTicks(long.Parse(Text(element, name) ?? "0", CultureInfo.InvariantCulture) / 100);

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
        && value.ToString() is { Length: > 0 } text ? text : null;
}
