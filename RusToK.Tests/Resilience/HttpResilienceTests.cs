using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;
using RusToK.Core.Resilience;
using RusToK.ServiceDefaults.Resilience;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Telemetry;
using RusToK.Tests.Telemetry.Proof;
using RusToK.Tests.Tracing;
using Xunit;

namespace RusToK.Tests.Resilience;

/// <summary>Clients with the one definition of outgoing HTTP, at a server that fails as long as it is told to.</summary>
public sealed class HttpResilienceTests : IAsyncLifetime
{
    private WebApplication _server = null!;
    private int _asked;
    private int _failures;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(context =>
        {
            context.Response.StatusCode = Interlocked.Increment(ref _asked) <= _failures ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
            return Task.CompletedTask;
        });
        await _server.StartAsync(ModuleHost.Cancellation);
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task What_is_safe_to_repeat_is_repeated_and_nothing_else()
    {
        await using var services = Services();
        using var client = Client(services);
        _failures = 2;

        using (var answer = await client.GetAsync(new Uri("/", UriKind.Relative), ModuleHost.Cancellation))
            Assert.Equal((HttpStatusCode.OK, 3), (answer.StatusCode, _asked));

        _failures = _asked + 1;
        using (var answer = await client.PostAsync(new Uri("/", UriKind.Relative), null, ModuleHost.Cancellation))
            Assert.Equal((HttpStatusCode.ServiceUnavailable, 4), (answer.StatusCode, _asked));
    }

    [Fact]
    public async Task Without_retries_nothing_is_repeated()
    {
        await using var services = Services(("Resilience:Http:Retries", "0"));
        using var client = Client(services);
        _failures = 1;

        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative), ModuleHost.Cancellation);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, 1), (answer.StatusCode, _asked));
    }

    [Fact]
    public async Task A_breaker_opens_is_told_of_and_closes_again()
    {
        await using var services = Services(("Resilience:Http:Retries", "0"), ("Resilience:Http:MinimumThroughput", "4"));
        using var client = Client(services);
        var breakers = services.GetRequiredService<CircuitBreakers>();
        _failures = int.MaxValue;

        await Eventually.HoldsAsync(async () => await IsRefusedAsync(client), ModuleHost.Cancellation);
        Assert.Equal(BreakerState.Open, breakers.StateOf(Dependencies.Http));
        var before = _asked;
        Assert.True(await IsRefusedAsync(client));
        Assert.Equal(before, _asked);

        _failures = 0;
        await Eventually.HoldsAsync(async () => !await IsRefusedAsync(client), ModuleHost.Cancellation);
        Assert.Equal(BreakerState.Closed, breakers.StateOf(Dependencies.Http));
    }

    [Fact]
    [Proves("resilience.polly.strategy.events")]
    [Proves("resilience.polly.strategy.attempt.duration")]
    [Proves("resilience.polly.pipeline.duration")]
    public async Task A_repetition_is_counted_and_every_attempt_is_timed()
    {
        using var meter = RecordedMeter.OfWhatFollows("Polly");
        await using var services = Services();
        using var client = Client(services);
        _failures = 2;

        using (await client.GetAsync(new Uri("/", UriKind.Relative), ModuleHost.Cancellation))
            Assert.Equal(3, _asked);

        Assert.Equal(2, meter.Sum("resilience.polly.strategy.events", ("event.name", "OnRetry")));
        var attempts = meter.Of("resilience.polly.strategy.attempt.duration");
        Assert.Equal([("0", "True"), ("1", "True"), ("2", "False")], attempts.Select(m => (m["attempt.number"], m["attempt.handled"])));
        // In milliseconds, other than everything else here.
        var whole = Assert.Single(meter.Of("resilience.polly.pipeline.duration"));
        Assert.InRange(whole.Value, attempts.Sum(m => m.Value), 60_000);
    }

    [Fact]
    [Proves("{method}")]
    [Proves("http.client.request.duration")]
    public async Task Every_attempt_is_a_span_and_is_timed()
    {
        using var meter = RecordedMeter.OfWhatFollows("System.Net.Http");
        using var recorder = new SpanRecorder("test", "System.Net.Http");
        await using var services = Services();
        using var client = Client(services);
        using var caller = new Activity("caller").Start();
        var port = client.BaseAddress!.Port.ToString(CultureInfo.InvariantCulture);
        _failures = 1;

        using (await client.GetAsync(new Uri("/path?secret=1", UriKind.Relative), ModuleHost.Cancellation))
            Assert.Equal(2, _asked);

        var spans = recorder.Trace(caller.TraceId).Spans;
        Assert.Equal(["503", "200"], spans.Select(s => s.Attributes["http.response.status_code"]));
        Assert.Equal([true, false], spans.Select(s => s.IsError));
        Assert.All(spans, s => Assert.Equal(("GET", ActivityKind.Client, caller.SpanId.ToHexString()), (s.Name, s.Kind, s.ParentId)));
        Assert.All(spans, s => Assert.Equal(
            ("GET", "127.0.0.1", port, $"http://127.0.0.1:{port}/path?*"),
            (s.Attributes["http.request.method"], s.Attributes["server.address"], s.Attributes["server.port"], s.Attributes["url.full"])));
        Assert.Equal("503", spans[0].Attributes["error.type"]);
        var timed = meter.Of("http.client.request.duration", ("server.port", port));
        Assert.Equal(["503", "200"], timed.Select(m => m["http.response.status_code"]));
        Assert.All(timed, m => Assert.InRange(m.Value, double.Epsilon, 60));
    }

    /// <summary>Whether nobody was asked.</summary>
    private static async Task<bool> IsRefusedAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/", UriKind.Relative), ModuleHost.Cancellation);
            return false;
        }
        catch (BrokenCircuitException)
        {
            return true;
        }
    }

    private static ServiceProvider Services(params (string Key, string Value)[] settings)
    {
        (string Key, string Value)[] quick =
        [
            ("Resilience:Http:RetryDelay", "00:00:00.001"), ("Resilience:Http:BreakDuration", "00:00:00.500"), .. settings,
        ];
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(quick.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build())
            .AddLogging()
            .AddResilience();
        services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler().Configure(HttpResilience.Apply));
        return services.BuildServiceProvider();
    }

    private HttpClient Client(ServiceProvider services)
    {
        var client = services.GetRequiredService<IHttpClientFactory>().CreateClient();
        client.BaseAddress = new Uri(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return client;
    }
}
