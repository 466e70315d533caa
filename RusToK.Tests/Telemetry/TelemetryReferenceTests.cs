using RusToK.Core.Telemetry.Catalogue;
using RusToK.Embedded.Tools;
using RusToK.Tests.EndToEnd;
using Xunit;

namespace RusToK.Tests.Telemetry;

/// <summary>The page that is written from the catalogue.</summary>
public sealed class TelemetryReferenceTests
{
    private const string Page = "docs/telemetry.md";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_in_docs_says_what_the_catalogue_says() => Assert.True(
        TelemetryReference.Render() == await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, Page), Cancellation),
        $"{Page} is not what the catalogue says: ./rustok docs telemetry writes it anew.");

    [Fact]
    public void The_page_has_a_row_for_every_metric_and_span()
    {
        var page = TelemetryReference.Render();
        Assert.All(MetricCatalogue.All, metric => Assert.Contains($"| `{metric.Name}` | `{PrometheusName.Of(metric)}` |", page, StringComparison.Ordinal));
        Assert.All(SpanCatalogue.All, span => Assert.Contains($"| `{span.Name}` | ", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_worker_prints_it_without_a_database()
    {
        var printed = await WorkerCommand.RunAsync(new Dictionary<string, string>(), "docs", "telemetry");

        printed.Succeeded();
        Assert.Equal(TelemetryReference.Render().TrimEnd(), printed.Output.TrimEnd());
    }
}
