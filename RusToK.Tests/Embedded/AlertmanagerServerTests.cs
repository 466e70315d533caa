using System.Diagnostics;
using System.Text.Json;
using RusToK.Embedded;
using RusToK.Embedded.Servers;
using RusToK.Embedded.Tools;
using Xunit;

namespace RusToK.Tests.Embedded;

public sealed class AlertmanagerServerTests : IDisposable
{
    /// <summary>Prometheus looks for an Alertmanager in its first five seconds, and tells it only a minute later what fired before.</summary>
    private const string AlwaysFires = """
        groups:
          - name: probe
            interval: 1s
            rules:
              - alert: RedisUnavailable
                expr: vector(1)
                for: 7s
                labels: {severity: page}
              - alert: SearchStale
                expr: vector(1)
                for: 7s
                labels: {severity: ticket}
        """;

    private readonly TemporaryFolder _folder = TemporaryFolder.Make();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_is_told_of_what_fires_and_keeps_to_itself_what_another_alert_explains()
    {
        Assert.SkipUnless(AlertmanagerServer.IsInstalled, "prometheus-alertmanager is not on this machine: ./rustok setup installs it");
        var configuration = Path.Combine(_folder.Path, "configuration");
        Directory.CreateDirectory(Path.Combine(configuration, "rules"));
        foreach (var file in (string[])["prometheus.yml", "alertmanager.yml"])
            File.Copy(Path.Combine(RepositoryRoot.Path, "prometheus", file), Path.Combine(configuration, file));
        await File.WriteAllTextAsync(Path.Combine(configuration, "rules", "probe.yml"), AlwaysFires, Cancellation);
        await using var alertmanager = new AlertmanagerServer("alertmanager", Path.Combine(_folder.Path, "alertmanager"), configuration: configuration);
        await using var prometheus = new PrometheusServer("prometheus", Path.Combine(_folder.Path, "prometheus"), configuration: configuration) { Alertmanager = alertmanager };

        await Task.WhenAll(alertmanager.StartAsync(Cancellation), prometheus.StartAsync(Cancellation));

        using var client = new HttpClient { BaseAddress = alertmanager.Address };
        var states = new Dictionary<string, string>();
        await Eventually.HoldsAsync(
            async () =>
            {
                using var alerts = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/v2/alerts", UriKind.Relative), Cancellation));
                states = alerts.RootElement.EnumerateArray().ToDictionary(
                    alert => alert.GetProperty("labels").GetProperty("alertname").GetString()!, alert => alert.GetProperty("status").GetProperty("state").GetString()!);
                return states.GetValueOrDefault("RedisUnavailable") == "active" && states.GetValueOrDefault("SearchStale") == "suppressed";
            }, () => string.Join(", ", states), TimeSpan.FromMinutes(2), Cancellation);
    }

    [Fact]
    public async Task Its_configuration_passes_amtool()
    {
        var amtool = SearchPath.Find("amtool");
        Assert.SkipUnless(amtool is not null, "amtool is not on this machine: ./rustok setup installs it with prometheus-alertmanager");
        using var check = Process.Start(new ProcessStartInfo(amtool!, ["check-config", Path.Combine(RepositoryRoot.Path, "prometheus", "alertmanager.yml")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

        var output = await check.StandardOutput.ReadToEndAsync(Cancellation) + await check.StandardError.ReadToEndAsync(Cancellation);
        await check.WaitForExitAsync(Cancellation);

        Assert.True(check.ExitCode == 0, output);
        Assert.Contains("3 receivers", output, StringComparison.Ordinal);
    }
}
