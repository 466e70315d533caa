using Microsoft.Extensions.Options;
using Npgsql;
using RusToK.Core.Identity;

namespace RusToK.Worker.Upkeep;

/// <summary>Once an hour removes sessions, tokens and counts of attempts that no longer matter. Every replica may: what is gone is gone.</summary>
internal sealed partial class IdentityUpkeep(NpgsqlDataSource dataSource, IOptions<IdentityOptions> options, TimeProvider clock, ILogger<IdentityUpkeep> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await TidyAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                LogLater(error);
            }
        }
    }

    private async Task TidyAsync(CancellationToken stop)
    {
        await using var command = dataSource.CreateCommand("SELECT identity.tidy($1)");
        command.Parameters.Add(new NpgsqlParameter<double> { TypedValue = TimeSpan.FromMinutes(options.Value.Attempts.MemoryMinutes).TotalSeconds });
        if (await command.ExecuteScalarAsync(stop) is long removed and > 0)
            LogRemoved(removed);
    }

    [LoggerMessage(1801, LogLevel.Information, "Removed {Rows} ended sessions, expired tokens and forgotten attempts",
        EventName = "identity.upkeep_removed")]
    private partial void LogRemoved(long rows);

    [LoggerMessage(1802, LogLevel.Warning, "Ended sessions could not be removed; the next attempt is in an hour",
        EventName = "identity.upkeep_failed")]
    private partial void LogLater(Exception error);
}
