using System.Globalization;
using System.Text.Json;

namespace RusToK.Tests.EndToEnd;

/// <summary>Asks a Prometheus.</summary>
internal sealed class PrometheusApi(Uri address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address };

    /// <summary>The series of an expression, with their labels.</summary>
    public async Task<List<(IReadOnlyDictionary<string, string> Labels, double Value)>> QueryAsync(string expression, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(await _http.GetStringAsync(
            new Uri($"/api/v1/query?query={Uri.EscapeDataString(expression)}", UriKind.Relative), cancellationToken));
        return
        [
            .. document.RootElement.GetProperty("data").GetProperty("result").EnumerateArray().Select(series => (
                (IReadOnlyDictionary<string, string>)series.GetProperty("metric").EnumerateObject().ToDictionary(l => l.Name, l => l.Value.GetString()!),
                double.Parse(series.GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture))),
        ];
    }

    /// <summary>Waits until an expression has a value that is as wanted; several series count as their sum.</summary>
    public async Task<double> EventuallyAsync(string expression, Func<double, bool> wanted, CancellationToken cancellationToken)
    {
        var value = double.NaN;
        await Eventually.HoldsAsync(
            async () =>
            {
                var series = await QueryAsync(expression, cancellationToken);
                value = series.Count == 0 ? double.NaN : series.Sum(s => s.Value);
                return !double.IsNaN(value) && wanted(value);
            }, () => $"{expression}, which is {value}", Eventually.Deadline, cancellationToken);
        return value;
    }

    public void Dispose() => _http.Dispose();
}
