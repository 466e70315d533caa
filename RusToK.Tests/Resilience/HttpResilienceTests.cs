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
