using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using RusToK.Core.Commands;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;
using RusToK.Core.Webhooks.Deliveries;
using RusToK.Core.Webhooks.Queries;

namespace RusToK.Core.Webhooks.Commands;

/// <summary>Sends a delivery again, whatever became of it, with all its attempts before it. The receiver knows it by its id.</summary>
[CommandName("webhooks.redeliver_webhook")]
public sealed record RedeliverWebhook(Guid DeliveryId) : ICommand<WebhookDelivery>;

internal sealed class RedeliverWebhookHandler(WebhookQueries webhooks, WriteBatchFactory writes) : ICommandHandler<RedeliverWebhook, WebhookDelivery>
{
    /// <summary>What a delivery that is asked for again looks like.</summary>
    internal const string Again =
        "status = 'pending', next_attempt_at = clock_timestamp(), round_began = attempts, deliver_by = clock_timestamp() + interval '3 days', completed_at = NULL";

    private const string Redeliver = $"""
        UPDATE webhooks.deliveries d SET {Again}, redelivery_context = $3
         WHERE tenant_id = $1 AND id = $2 AND EXISTS (SELECT FROM webhooks.endpoints w WHERE w.tenant_id = d.tenant_id AND w.id = d.endpoint_id)
        """;

    public async Task<WebhookDelivery> HandleAsync(RedeliverWebhook command, CommandContext context, CancellationToken cancellationToken)
    {
        var delivery = await webhooks.FindDeliveryAsync(context.TenantId, command.DeliveryId, cancellationToken)
            ?? throw NotFoundException.For("webhook delivery", command.DeliveryId, "deliveryId");
        if (await webhooks.FindAsync(context.TenantId, delivery.WebhookId, cancellationToken) is not { Webhook.IsActive: true })
            throw new ConflictException("The webhook is switched off or deleted; nothing is sent to it.", "deliveryId", "active");
        await writes.Begin(context)
            .Execute(
                Redeliver,
                new NpgsqlParameter<Guid> { TypedValue = context.TenantId },
                new NpgsqlParameter<Guid> { TypedValue = command.DeliveryId },
                new NpgsqlParameter { Value = (object?)Activity.Current?.Id ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text })
            .CommitAsync(cancellationToken);
        return await webhooks.FindDeliveryAsync(context.TenantId, command.DeliveryId, cancellationToken) ?? delivery;
    }
}
