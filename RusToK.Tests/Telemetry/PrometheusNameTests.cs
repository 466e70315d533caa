using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using RusToK.Core.Telemetry.Catalogue;
using Xunit;

namespace RusToK.Tests.Telemetry;

/// <summary>Names in Prometheus are what the exporter of this version writes, in each format that Prometheus 2 and 3 ask for.</summary>
public sealed partial class PrometheusNameTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("text/plain; version=0.0.4")]
    [InlineData("application/openmetrics-text; version=1.0.0; charset=utf-8")]
    [InlineData("application/openmetrics-text; version=1.0.0; escaping=allow-utf-8")]
    public async Task The_exporter_writes_every_metric_of_the_catalogue_under_the_name_that_we_say(string format)
    {
        var written = await ScrapeAsync(format);

        Assert.All(MetricCatalogue.All, metric => Assert.All(PrometheusName.SeriesOf(metric), series => Assert.Contains(series, written.Keys)));
        Assert.All(MetricCatalogue.All, metric => Assert.All(PrometheusName.SeriesOf(metric), series => Assert.Superset(
            metric.Labels.Select(label => PrometheusName.OfLabel(label.Name)).ToHashSet(), written[series])));
        Assert.Empty(written.Keys.Except(MetricCatalogue.All.SelectMany(PrometheusName.SeriesOf)));
    }

    [Fact]
    public void A_unit_whose_word_nobody_has_looked_up_is_refused()
    {
        using var meter = new Meter("test.units");

        Assert.Throws<ArgumentException>(() => PrometheusName.Of(new MetricDefinition(meter, "test.distance", InstrumentKind.Gauge, "km", "How far it is.")));
    }

    /// <summary>The names of all series, with their labels, of a process that has measured everything once.</summary>
    private static async Task<Dictionary<string, HashSet<string>>> ScrapeAsync(string format)
    {
        using var meter = new Meter($"test.{Guid.NewGuid():N}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(meter.Name).AddPrometheusExporter());
        await using var app = builder.Build();
        app.MapPrometheusScrapingEndpoint("/metrics");
        await app.StartAsync(Cancellation);
        foreach (var metric in MetricCatalogue.All)
            Measure(metric with { Meter = meter });

        using var client = app.GetTestClient();
        client.DefaultRequestHeaders.Add("Accept", format);
        var text = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancellation);
        return Sample().Matches(text)
            // OpenMetrics says as well when each series began.
            .Where(sample => sample.Groups["name"].Value is not ("target_info" or "otel_scope_info") && !sample.Groups["name"].Value.EndsWith("_created", StringComparison.Ordinal))
            .GroupBy(sample => sample.Groups["name"].Value, sample => Label().Matches(sample.Groups["labels"].Value).Select(label => label.Groups["name"].Value))
            .ToDictionary(series => series.Key, series => series.SelectMany(labels => labels).ToHashSet());
    }

    private static void Measure(MetricDefinition metric)
    {
        KeyValuePair<string, object?>[] labels = [.. metric.Labels.Select(label => new KeyValuePair<string, object?>(label.Name, label.Values?[0] ?? "any"))];
        switch (metric.Kind)
        {
            case InstrumentKind.Counter:
                metric.CreateCounter<long>().Add(1, labels);
                break;
            case InstrumentKind.Histogram:
                metric.CreateHistogram().Record(1, labels);
                break;
            default:
                metric.CreateGauge<long>(() => [new Measurement<long>(1, labels)]);
                break;
        }
    }

    [GeneratedRegex(@"^(?<name>[a-z]\w*)(?:\{(?<labels>[^}]*)\})? ", RegexOptions.Multiline)]
    private static partial Regex Sample();

    [GeneratedRegex("(?<name>\\w+)=\"")]
    private static partial Regex Label();
}
