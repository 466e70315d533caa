using System.Globalization;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using RusToK.Embedded;
using RusToK.Tests.Fixtures;
using StackExchange.Redis;
using Xunit;

namespace RusToK.Tests.RateLimits;

/// <summary>Replicas of the API in this process that share a Redis, each test with limits of its own.</summary>
public sealed partial class LimitedReplicas(SpineFixture spine) : IAsyncLifetime
{
    private EmbeddedServers _redis = null!;

    public LoneModuleHost Modules { get; } = new(spine);

    public async ValueTask InitializeAsync()
    {
        _redis = await EmbeddedServers.StartAsync(new EmbeddedServersOptions { Postgres = false });
        await Modules.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Modules.DisposeAsync();
        if (_redis is not null)
            await _redis.DisposeAsync();
    }

    /// <summary>A replica that counts this machine's requests as any other's.</summary>
    internal RunningApi Start(params (string Key, string Value)[] settings) => Start(_redis.Redis.ConnectionString, settings);

    internal RunningApi Start(string? redis, params (string Key, string Value)[] settings) => RunningApi.Start(
        Modules.Database,
        [
            .. redis is null ? ((string, string)[])[] : [("ConnectionStrings:redis", redis)],
            ("RateLimits:Enabled", "true"), ("RateLimits:Exempt:0", "192.0.2.1"), ("Proxies:Trusted:0", "127.0.0.0/8"), ("Proxies:Trusted:1", "::1"), .. settings,
        ]);

    /// <summary>Scripts that this Redis has run.</summary>
    internal async Task<long> CountScriptsAsync()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(_redis.Redis.ConnectionString + ",allowAdmin=true");
        var statistics = (string)(await redis.GetDatabase().ExecuteAsync("INFO", "commandstats"))!;
        return Calls().Matches(statistics).Sum(m => long.Parse(m.Groups["calls"].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex("^cmdstat_eval(sha)?:calls=(?<calls>[0-9]+)", RegexOptions.Multiline)]
    private static partial Regex Calls();

    /// <summary>A request of a tenant, from an address.</summary>
    internal static async Task<HttpResponseMessage> AskAsync(RunningApi replica, Guid tenant, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query = "{ tenant { id } }" }) };
        request.Headers.Add("X-Tenant-ID", tenant.ToString());
        request.Headers.Add("X-Forwarded-For", address);
        return await replica.Client.SendAsync(request, ModuleHost.Cancellation);
    }
}
