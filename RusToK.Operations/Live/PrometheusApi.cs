using System.Globalization;
using System.Text.Json;

namespace RusToK.Operations.Live;

/// <summary>Asks a Prometheus over its HTTP API.</summary>
/// <param name="address">Where it is.</param>
/// <exception cref="HttpRequestException">It does not answer, or refuses an expression; the message has its words.</exception>
/// <seealso href="https://prometheus.io/docs/prometheus/latest/querying/api/"/>
public sealed class PrometheusApi(Uri address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>The series of an expression with their values.</summary>
    /// <param name="expression">PromQL whose result is a vector or a scalar.</param>
    /// <param name="at">When; null for now.</param>
    public async Task<IReadOnlyList<Sample>> QueryAsync(string expression, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        using var answer = await GetAsync($"/api/v1/query?query={Uri.EscapeDataString(expression)}{(at is { } time ? $"&time={Text(time)}" : "")}", cancellationToken);
        var data = answer.RootElement.GetProperty("data");
        var result = data.GetProperty("result");
        return data.GetProperty("resultType").GetString() == "scalar"
            ? [new Sample(new Dictionary<string, string>(), Number(result))]
            : [.. result.EnumerateArray().Select(series => new Sample(Labels(series.GetProperty("metric")), Number(series.GetProperty("value"))))];
    }

    /// <summary>The alerts that wait or fire.</summary>
    public async Task<IReadOnlyList<LiveAlert>> AlertsAsync(CancellationToken cancellationToken)
    {
        using var answer = await GetAsync("/api/v1/alerts", cancellationToken);
        return
        [
            .. answer.RootElement.GetProperty("data").GetProperty("alerts").EnumerateArray().Select(alert => new LiveAlert(
                alert.GetProperty("labels").GetProperty("alertname").GetString()!,
                alert.GetProperty("state").GetString() == "firing",
                alert.GetProperty("activeAt").GetDateTimeOffset(),
                Labels(alert.GetProperty("labels")),
                Labels(alert.GetProperty("annotations")))),
        ];
    }

    /// <summary>The samples of a selector with a range, as they were scraped or recorded.</summary>
    /// <param name="selector">With its range: <c>up[5m]</c>.</param>
    /// <param name="at">The end of the range; null for now.</param>
    public async Task<IReadOnlyList<TimedSeries>> SamplesAsync(string selector, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        using var answer = await GetAsync($"/api/v1/query?query={Uri.EscapeDataString(selector)}{(at is { } time ? $"&time={Text(time)}" : "")}", cancellationToken);
        return
        [
            .. answer.RootElement.GetProperty("data").GetProperty("result").EnumerateArray().Select(series => new TimedSeries(
                Labels(series.GetProperty("metric")),
                [.. series.GetProperty("values").EnumerateArray().Select(point => (Time(point[0].GetDouble()), Number(point)))])),
        ];
    }

    /// <summary>The rules of all groups, as they are loaded.</summary>
    public async Task<IReadOnlyList<LiveRule>> RulesAsync(CancellationToken cancellationToken)
    {
        using var answer = await GetAsync("/api/v1/rules", cancellationToken);
        return
        [
            .. from @group in answer.RootElement.GetProperty("data").GetProperty("groups").EnumerateArray()
               from rule in @group.GetProperty("rules").EnumerateArray()
               select new LiveRule(
                   rule.GetProperty("name").GetString()!,
                   rule.GetProperty("type").GetString() == "alerting",
                   rule.GetProperty("query").GetString()!,
                   TimeSpan.FromSeconds(@group.GetProperty("interval").GetDouble()),
                   Optional(rule, "labels"),
                   Optional(rule, "annotations"),
                   rule.TryGetProperty("lastError", out var error) ? error.GetString() : null),
        ];
    }

    /// <summary>What was observed in a trace that is known, among the series of a selector.</summary>
    /// <param name="selector">Of a histogram's buckets.</param>
    public async Task<IReadOnlyList<Exemplar>> ExemplarsAsync(string selector, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        using var answer = await GetAsync($"/api/v1/query_exemplars?query={Uri.EscapeDataString(selector)}&start={Text(from)}&end={Text(to)}", cancellationToken);
        return
        [
            .. from series in answer.RootElement.GetProperty("data").EnumerateArray()
               let labels = Labels(series.GetProperty("seriesLabels"))
               from exemplar in series.GetProperty("exemplars").EnumerateArray()
               let ids = Labels(exemplar.GetProperty("labels"))
               where ids.ContainsKey("trace_id")
               select new Exemplar(
                   labels, ids["trace_id"], ids.GetValueOrDefault("span_id", ""),
                   double.Parse(exemplar.GetProperty("value").GetString()!, CultureInfo.InvariantCulture), Time(exemplar.GetProperty("timestamp").GetDouble())),
        ];
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonDocument> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? JsonDocument.Parse(text)
            : throw new HttpRequestException($"Prometheus refuses {path}: {text}", inner: null, response.StatusCode);
    }

    private static Dictionary<string, string> Labels(JsonElement labels) => labels.EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString()!);

    private static Dictionary<string, string> Optional(JsonElement rule, string member) => rule.TryGetProperty(member, out var labels) ? Labels(labels) : [];

    private static DateTimeOffset Time(double seconds) => DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(seconds * 1000));

    private static double Number(JsonElement sample) => sample[1].GetString() switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        { } text => double.Parse(text, CultureInfo.InvariantCulture),
        null => double.NaN,
    };

    private static string Text(DateTimeOffset time) => (time.ToUnixTimeMilliseconds() / 1000.0).ToString("F3", CultureInfo.InvariantCulture);
}
