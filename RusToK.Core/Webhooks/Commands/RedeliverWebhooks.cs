using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using RusToK.Core.Commands;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;
using RusToK.Core.Webhooks.Queries;

namespace RusToK.Core.Webhooks.Commands;

/// <summary>Sends again what an endpoint was given up on since a moment. The number of deliveries is the result.</summary>
/// <param name="WebhookId">The endpoint.</param>
/// <param name="Since">Deliveries that were made then or later.</param>
[CommandName("webhooks.redeliver_failed")]
public sealed record RedeliverWebhooks(Guid WebhookId, DateTimeOffset Since) : ICommand<int>;

internal sealed class RedeliverWebhooksHandler(WebhookQueries webhooks, WriteBatchFactory writes, TenantStatements statements) : ICommandHandler<RedeliverWebhooks, int>
{
    /// <summary>By the index deliveries_failed.</summary>
    private const string Failed = "FROM webhooks.deliveries WHERE tenant_id = $1 AND endpoint_id = $2 AND status = 'failed' AND created_at >= $3";

    private const string Redeliver = $"""
        UPDATE webhooks.deliveries SET {RedeliverWebhookHandler.Again}, redelivery_context = $4
         WHERE (tenant_id, id) IN (SELECT tenant_id, id {Failed})
        """;

    public async Task<int> HandleAsync(RedeliverWebhooks command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await webhooks.FindAsync(context.TenantId, command.WebhookId, cancellationToken) is not { } details)
            throw NotFoundException.For("webhook", command.WebhookId, "webhookId");
        if (!details.Webhook.IsActive)
            throw new ConflictException("The webhook is switched off; nothing is sent to it.", "webhookId", "active");
        var count = await CountAsync(command, context, cancellationToken);
        if (count > 0)
            await writes.Begin(context)
                .Execute(
                    Redeliver,
                    [.. Key(command, context), new NpgsqlParameter { Value = (object?)Activity.Current?.Id ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }])
                .CommitAsync(cancellationToken);
        return count;
    }

    private Task<int> CountAsync(RedeliverWebhooks command, CommandContext context, CancellationToken cancellationToken) => statements.FirstAsync(
        context.TenantId, $"SELECT count(*)::int {Failed}", r => r.GetInt32(0), cancellationToken, Key(command, context));

    private static NpgsqlParameter[] Key(RedeliverWebhooks command, CommandContext context) =>
    [
        new NpgsqlParameter<Guid> { TypedValue = context.TenantId },
        new NpgsqlParameter<Guid> { TypedValue = command.WebhookId },
        new NpgsqlParameter<DateTime> { TypedValue = command.Since.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
    ];
}
