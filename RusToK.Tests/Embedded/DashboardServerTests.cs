using System.Net.Http.Json;
using System.Text.Json;
using RusToK.Embedded;
using Xunit;

namespace RusToK.Tests.Embedded;

public sealed class DashboardServerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_span_sent_by_OTLP_is_read_back_from_the_telemetry_API()
    {
        await using var servers = await EmbeddedServers.StartAsync(
            new EmbeddedServersOptions { Postgres = false, Redis = false, Dashboard = true }, Cancellation);
        var traceId = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray());
        var start = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1_000_000;
        using var client = new HttpClient();

        using var sent = await client.PostAsJsonAsync(
            new Uri(servers.Dashboard.OtlpHttp, "/v1/traces"),
            new
            {
                resourceSpans = new[]
                {
                    new
                    {
                        resource = new { attributes = new[] { new { key = "service.name", value = new { stringValue = "probe" } } } },
                        scopeSpans = new[]
                        {
                            new
                            {
                                scope = new { name = "test" },
                                spans = new[]
                                {
                                    new
                                    {
                                        traceId,
                                        spanId = traceId[..16],
                                        name = "hello",
                                        kind = 1,
                                        startTimeUnixNano = $"{start}",
                                        endTimeUnixNano = $"{start + 1_000_000}",
                                    },
                                },
                            },
                        },
                    },
                },
            },
            Cancellation);
        sent.EnsureSuccessStatusCode();

        using var answer = await client.GetAsync(new Uri(servers.Dashboard.TelemetryApi, $"traces/{traceId}"), Cancellation);
        answer.EnsureSuccessStatusCode();
        using var trace = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation));
        var span = trace.RootElement.GetProperty("data").GetProperty("resourceSpans")[0].GetProperty("scopeSpans")[0].GetProperty("spans")[0];
        Assert.Equal("hello", span.GetProperty("name").GetString());
    }
}
