using Microsoft.Extensions.Options;
using Npgsql;
using RusToK.Core.Webhooks;

namespace RusToK.Worker.Webhooks;

/// <summary>
/// Once a minute gives up what was due too long, and removes what is old, what belongs to endpoints that were deleted, and secrets that no
/// longer count. Every replica may: rows somebody else is at are left to them.
/// </summary>
internal sealed class WebhookUpkeep(NpgsqlDataSource dataSource, IOptions<DeliveryOptions> options, TimeProvider clock, ILogger<WebhookUpkeep> logger)
    : BackgroundService
{
    private const int Piece = 5000;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private static readonly string Expire = $"""
        UPDATE webhooks.deliveries SET status = 'failed', completed_at = clock_timestamp(), redelivery_context = NULL
         WHERE (tenant_id, id) IN (
            SELECT tenant_id, id FROM webhooks.deliveries WHERE status = 'pending' AND deliver_by < now() AND next_attempt_at < now()
             LIMIT {Piece} FOR UPDATE SKIP LOCKED)
        """;

    private static readonly string Remove = $"""
        DELETE FROM webhooks.deliveries
         WHERE (tenant_id, id) IN (
            SELECT d.tenant_id, d.id FROM webhooks.deliveries d
             WHERE (d.status <> 'pending' AND d.created_at < now() - make_interval(days => $1) AND d.completed_at < now() - make_interval(days => $1))
                OR NOT EXISTS (SELECT FROM webhooks.endpoints e WHERE e.tenant_id = d.tenant_id AND e.id = d.endpoint_id)
             LIMIT {Piece} FOR UPDATE SKIP LOCKED)
        """;

    private const string Forget = "DELETE FROM webhooks.secrets WHERE expires_at < now() - interval '1 day'";

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
                WebhookLog.TidyingFailed(logger, error);
            }
        }
    }

    internal async Task TidyAsync(CancellationToken stop)
    {
        var expired = await RepeatAsync(Expire, stop);
        var removed = await RepeatAsync(Remove, stop);
        await using var forget = dataSource.CreateCommand(Forget);
        await forget.ExecuteNonQueryAsync(stop);
        if (expired > 0)
            WebhookMetrics.CountDeliveries("failed", expired);
        if (expired + removed > 0)
            WebhookLog.Tidied(logger, expired, removed);
    }

    /// <summary>In pieces, so that no transaction is long.</summary>
    private async Task<long> RepeatAsync(string sql, CancellationToken stop)
    {
        var total = 0L;
        int step;
        do
        {
            await using var command = dataSource.CreateCommand(sql);
            if (sql.Contains("$1", StringComparison.Ordinal))
                command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = options.Value.RetentionDays });
            step = await command.ExecuteNonQueryAsync(stop);
            total += step;
        }
        while (step == Piece);
        return total;
    }
}
