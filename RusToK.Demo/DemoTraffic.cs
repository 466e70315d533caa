using System.Text.Json;
using Microsoft.Extensions.Options;

namespace RusToK.Demo;

/// <summary>Readers, buyers and editors of each tenant, until the process ends; what fails is told now and then and tried again.</summary>
internal sealed class DemoTraffic(DemoApi api, DemoSeed seed, IOptions<DemoOptions> options, ILogger<DemoTraffic> logger) : BackgroundService
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    private readonly DemoOptions _options = options.Value;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(DemoShop.All.Select(shop => Task.Run(() => RunAsync(shop, stoppingToken), stoppingToken)));

    private async Task RunAsync(DemoShop shop, CancellationToken cancellationToken)
    {
        await UntilDoneAsync(shop, () => seed.RunAsync(shop, cancellationToken), cancellationToken);
        var people = new List<Task>();
        for (var i = 1; i <= _options.Readers; i++)
            people.Add(LoopAsync(shop, new DemoReader(api, shop, i).StepAsync, TimeSpan.FromMilliseconds(500), i, cancellationToken));
        for (var i = 1; i <= _options.Buyers; i++)
            people.Add(LoopAsync(shop, new DemoBuyer(api, shop, shop.Account(DemoSeed.Buyer + i, _options), shop.Account(DemoSeed.Editor, _options), i).StepAsync, TimeSpan.FromSeconds(3), i, cancellationToken));
        for (var i = 1; i <= _options.Editors; i++)
            people.Add(LoopAsync(shop, new DemoEditor(api, shop, shop.Account(DemoSeed.Editor, _options), i).StepAsync, TimeSpan.FromSeconds(4), i, cancellationToken));
        await Task.WhenAll(people);
    }

    private async Task UntilDoneAsync(DemoShop shop, Func<Task> work, CancellationToken cancellationToken)
    {
        while (!await TryAsync(shop, work, cancellationToken))
            await Task.Delay(Retry, cancellationToken);
    }

    /// <summary>Steps at about the interval, never all people at once.</summary>
    private async Task LoopAsync(DemoShop shop, Func<CancellationToken, Task> step, TimeSpan interval, int seed, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(interval * (0.5 + random.NextDouble()), cancellationToken);
            await TryAsync(shop, () => step(cancellationToken), cancellationToken);
        }
    }

    private async Task<bool> TryAsync(DemoShop shop, Func<Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work();
            return true;
        }
        catch (Exception error) when (error is DemoRefusal or HttpRequestException or JsonException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            DemoLog.Failed(logger, shop.Slug, error.Message);
            return false;
        }
    }
}

internal static partial class DemoLog
{
    [LoggerMessage(9001, LogLevel.Information, "Opened the tenant {Tenant} with {Products} products and {Posts} posts",
        EventName = "demo.tenant_opened")]
    public static partial void Opened(ILogger logger, string tenant, int products, int posts);

    [LoggerMessage(9002, LogLevel.Warning, "{Tenant}: {Reason}", EventName = "demo.failed")]
    public static partial void Failed(ILogger logger, string tenant, string reason);
}
