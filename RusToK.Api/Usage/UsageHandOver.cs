using Npgsql;
using RusToK.Core.Usage;

namespace RusToK.Api.Usage;

/// <summary>
/// Writes what was counted down, every few seconds and at the end, one statement for all tenants. What was counted since is lost when the
/// process is killed; what cannot be written is kept and tried again. When the connection breaks after the statement was sent nobody knows
/// whether it counts; then it is counted again.
/// </summary>
internal sealed partial class UsageHandOver(RequestCounts counts, UsageStore store, TimeProvider clock, ILogger<UsageHandOver> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await HandOverAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The rest follows when the last request has been answered.
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await HandOverAsync(cancellationToken);
    }

    internal async Task HandOverAsync(CancellationToken cancellationToken)
    {
        var taken = counts.Take();
        if (taken.Count == 0)
            return;
        try
        {
            await store.AddRequestsAsync(taken, cancellationToken);
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException or IOException or OperationCanceledException)
        {
            counts.Restore(taken);
            LogLater(error);
        }
    }

    [LoggerMessage(4001, LogLevel.Warning, "The usage of tenants could not be written; it is kept and tried again",
        EventName = "usage.hand_over_delayed")]
    private partial void LogLater(Exception error);
}
