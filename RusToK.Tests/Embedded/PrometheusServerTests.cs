using System.Diagnostics;
using System.Text.Json;
using RusToK.Embedded;
using RusToK.Embedded.Servers;
using RusToK.Embedded.Tools;
using Xunit;

namespace RusToK.Tests.Embedded;

public sealed class PrometheusServerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_target_given_to_it_is_scraped_under_its_job_and_instance()
    {
        await using var servers = await EmbeddedServers.StartAsync(
            new EmbeddedServersOptions { Postgres = false, Redis = false, Prometheus = true }, Cancellation);
        using var client = new HttpClient { BaseAddress = servers.Prometheus.Address };

        // Prometheus itself is a process with /metrics.
        await servers.Prometheus.SetTargetsAsync([new ScrapeTarget("probe", "probe-1", servers.Prometheus.Port)], Cancellation);

        await Eventually.HoldsAsync(
            async () =>
            {
                using var answer = JsonDocument.Parse(await client.GetStringAsync(
                    new Uri("/api/v1/query?query=up{job=\"probe\",instance=\"probe-1\"}", UriKind.Relative), Cancellation));
                var result = answer.RootElement.GetProperty("data").GetProperty("result");
                return result.GetArrayLength() == 1 && result[0].GetProperty("value")[1].GetString() == "1";
            },
            Cancellation);
    }

    [Fact]
    public async Task The_configuration_passes_promtool()
    {
        Assert.SkipUnless(SearchPath.Find("promtool") is not null, "promtool is not on this machine");
        using var promtool = Process.Start(new ProcessStartInfo(
            SearchPath.Find("promtool")!, ["check", "config", Path.Combine(RepositoryRoot.Path, "prometheus", "prometheus.yml")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

        var output = await promtool.StandardOutput.ReadToEndAsync(Cancellation) + await promtool.StandardError.ReadToEndAsync(Cancellation);
        await promtool.WaitForExitAsync(Cancellation);

        Assert.True(promtool.ExitCode == 0, output);
    }
}
