using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using RusToK.Tests.Telemetry.Proof;
using Xunit;

namespace RusToK.Tests.EndToEnd;

/// <summary>What ASP.NET Core measures of the API's process, as a Prometheus has it.</summary>
[Collection(nameof(RunningSystemTests))]
public sealed class ServerMetricsTests(RunningSystem system)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Proves("http.server.request.duration")]
    public async Task A_request_is_timed_by_its_route_and_its_status()
    {
        const string labels = "{job=\"rustok-api\", http_request_method=\"GET\", http_route=\"/api/content/nodes/{id:guid}\", http_response_status_code=\"404\"}";
        const string count = $"sum(http_server_request_duration_seconds_count{labels})";
        const string seconds = $"sum(http_server_request_duration_seconds_sum{labels})";
        var tenant = await system.NewTenantAsync();
        var (before, secondsBefore) = (await NowAsync(count), await NowAsync(seconds));

        var elapsed = Stopwatch.StartNew();
        for (var i = 0; i < 3; i++)
            await system.GetAsync(tenant, $"/api/content/nodes/{Guid.CreateVersion7()}");
        elapsed.Stop();

        await system.Prometheus.EventuallyAsync(count, n => n == before + 3, Cancellation);
        Assert.InRange(await NowAsync(seconds) - secondsBefore, double.Epsilon, elapsed.Elapsed.TotalSeconds);
    }

    [Fact]
    [Proves("http.server.active_requests")]
    [Proves("kestrel.active_connections")]
    public async Task Requests_and_connections_are_counted_as_long_as_they_last()
    {
        const int connections = 50;
        const string connected = "sum(kestrel_active_connections{job=\"rustok-api\"})";
        const string active = "sum(http_server_active_requests{job=\"rustok-api\", http_request_method=\"POST\"})";
        var tenant = await system.NewTenantAsync();
        var clients = new List<TcpClient>();
        try
        {
            for (var i = 0; i < connections; i++)
            {
                clients.Add(new TcpClient());
                await clients[^1].ConnectAsync(system.Api.BaseAddress!.Host, system.Api.BaseAddress.Port, Cancellation);
            }

            await system.Prometheus.EventuallyAsync(connected, n => n >= connections, Cancellation);
            // A body that never comes.
            await clients[0].GetStream().WriteAsync(
                Encoding.ASCII.GetBytes($"POST /graphql HTTP/1.1\r\nHost: test\r\nX-Tenant-ID: {tenant.Slug}\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n"), Cancellation);
            await system.Prometheus.EventuallyAsync(active, n => n == 1, Cancellation);
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }

        await system.Prometheus.EventuallyAsync(active, n => n == 0, Cancellation);
        await system.Prometheus.EventuallyAsync(connected, n => n < connections, Cancellation);
    }

    private async Task<double> NowAsync(string expression) => (await system.Prometheus.QueryAsync(expression, Cancellation)).Sum(s => s.Value);
}
