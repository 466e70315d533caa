using System.Text.Json;

namespace RusToK.Lab.Running;

/// <summary>Asks an Alertmanager over its HTTP API.</summary>
/// <param name="address">Where it is.</param>
/// <exception cref="HttpRequestException">It does not answer.</exception>
internal sealed class AlertmanagerApi(Uri address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>Names of the alerts that somebody is told of: those that fire and that nothing else explains.</summary>
    public Task<IReadOnlySet<string>> ToldAsync(CancellationToken cancellationToken) => ReadAsync("active=true&silenced=false&inhibited=false", cancellationToken);

    /// <summary>Names of the alerts that fire.</summary>
    public Task<IReadOnlySet<string>> FiringAsync(CancellationToken cancellationToken) => ReadAsync("active=true", cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<IReadOnlySet<string>> ReadAsync(string filter, CancellationToken cancellationToken)
    {
        using var answer = JsonDocument.Parse(await _http.GetStringAsync(new Uri($"/api/v2/alerts?{filter}", UriKind.Relative), cancellationToken));
        return answer.RootElement.EnumerateArray().Select(alert => alert.GetProperty("labels").GetProperty("alertname").GetString()!).ToHashSet();
    }
}
