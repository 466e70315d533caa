using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RusToK.ServiceDefaults.Telemetry;
using RusToK.ServiceDefaults.Telemetry.Scrape;
using Xunit;

namespace RusToK.Tests.Telemetry;

public sealed class MetricsEndpointTests
{
    private const string Token = "a-token-of-enough-length";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_reaches_the_process_reads_its_metrics_while_nothing_is_configured()
    {
        var port = FreePort();
        await using var app = await StartAsync(port);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(port, "/metrics"));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("Bearer another-token-of-that-length", HttpStatusCode.Unauthorized)]
    [InlineData($"Basic {Token}", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer ", HttpStatusCode.Unauthorized)]
    [InlineData($"Bearer {Token}", HttpStatusCode.OK)]
    [InlineData($"bearer {Token}", HttpStatusCode.OK)]
    public async Task With_a_token_only_who_knows_it_reads_them(string? authorization, HttpStatusCode expected)
    {
        var port = FreePort();
        await using var app = await StartAsync(port, ("Telemetry:Metrics:Token", Token));
        Assert.Equal(expected, await StatusAsync(port, "/metrics", authorization));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(port, "/page"));
    }

    [Fact]
    public async Task With_a_port_of_their_own_they_are_there_alone_and_nothing_else_is()
    {
        var (port, metrics) = (FreePort(), FreePort());
        await using var app = await StartAsync(port, ("Telemetry:Metrics:Port", $"{metrics}"));

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(metrics, "/metrics"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(port, "/metrics"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(port, "/page"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(metrics, "/page"));
    }

    private static async Task<WebApplication> StartAsync(int port, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration["urls"] = $"http://127.0.0.1:{port}";
        foreach (var (key, value) in settings)
            builder.Configuration[key] = value;
        builder.WebHost.UseKestrelCore();
        builder.AddTelemetry("test");
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        app.MapMetrics();
        app.MapGet("/page", () => "a page");
        await app.StartAsync(Cancellation);
        return app;
    }

    private static async Task<HttpStatusCode> StatusAsync(int port, string path, string? authorization = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}{path}");
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await client.SendAsync(request, Cancellation);
        return response.StatusCode;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
