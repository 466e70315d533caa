using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Xunit;

namespace RusToK.Tests.EndToEnd;

/// <summary>From a bucket of a histogram to the trace of one that fell into it, over the wire: scraped from the processes, found in the dashboard.</summary>
[Collection(nameof(RunningSystemTests))]
public sealed partial class ExemplarTests(RunningSystem system)
{
    private const string Create = """
        mutation($title: String!) { createNode(input: { kind: POST, translations: [{ title: $title }] }) { version } }
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http_server_request_duration_seconds", "POST /graphql")]
    [InlineData("rustok_graphql_operation_duration_seconds", "mutation")]
    public async Task The_APIs_exemplars_name_spans_that_the_dashboard_has(string histogram, string span) => await AssertFoundAsync(system.Api, histogram, span);

    [Fact]
    public async Task The_Workers_exemplars_name_spans_that_the_dashboard_has() =>
        await AssertFoundAsync(system.Worker, "rustok_events_stage_duration_seconds", "process node.created");

    /// <summary>Creates nodes until the newest of a bucket is one of them.</summary>
    private async Task AssertFoundAsync(HttpClient process, string histogram, string span)
    {
        var tenant = await system.NewTenantAsync();
        var mine = new HashSet<string>();
        List<(string TraceId, string SpanId)> exemplars = [];
        await Eventually.HoldsAsync(
            async () =>
            {
                mine.Add(RunningSystem.TraceIdOf(await system.GraphQLAsync(tenant, Create, new { title = $"Sample {mine.Count}" })));
                exemplars = [.. (await ScrapeAsync(process, histogram)).Where(e => mine.Contains(e.TraceId))];
                return exemplars.Count > 0;
            }, Cancellation, $"an exemplar of {histogram} is one of ours");

        foreach (var (traceId, spanId) in exemplars)
        {
            var tree = await system.Telemetry.TraceAsync(traceId, t => t.Spans.Any(s => s.SpanId == spanId), Cancellation);
            var found = tree.Spans.Single(s => s.SpanId == spanId);
            Assert.Equal((span, tenant.Id.ToString()), (found.Name, found.Attributes["tenant.id"]));
        }
    }

    private static async Task<List<(string TraceId, string SpanId)>> ScrapeAsync(HttpClient process, string histogram)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse("application/openmetrics-text; version=1.0.0"));
        using var response = await process.SendAsync(request, Cancellation);
        Assert.Equal("application/openmetrics-text", response.Content.Headers.ContentType?.MediaType);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        return
        [
            .. from line in text.Split('\n')
               where line.StartsWith(histogram + "_bucket{", StringComparison.Ordinal)
               let exemplar = Exemplar().Match(line)
               where exemplar.Success
               select (Label(exemplar, "trace_id"), Label(exemplar, "span_id")),
        ];
    }

    private static string Label(Match exemplar, string name) => Regex.Match(exemplar.Groups["labels"].Value, name + "=\"([0-9a-f]+)\"").Groups[1].Value;

    /// <summary>OpenMetrics 1.0: a hash mark, labels, the value and its time.</summary>
    [GeneratedRegex("""# \{(?<labels>[^}]*)\} \S+( \S+)?$""")]
    private static partial Regex Exemplar();
}
