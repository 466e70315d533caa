using RusToK.Core.Commands;
using RusToK.Core.Persistence;
using RusToK.Core.Webhooks.Events;
using RusToK.Core.Webhooks.Storage;

namespace RusToK.Core.Webhooks.Commands;

/// <summary>Removes an endpoint. What was due to it is not delivered any more; its delivery log follows within the hour.</summary>
[CommandName("webhooks.delete_webhook")]
public sealed record DeleteWebhook(Guid Id) : ICommand<Webhook>;

internal sealed class DeleteWebhookHandler(RusToKDbContext database, TenantScope scope, WriteBatchFactory writes) : ICommandHandler<DeleteWebhook, Webhook>
{
    public async Task<Webhook> HandleAsync(DeleteWebhook command, CommandContext context, CancellationToken cancellationToken)
    {
        scope.Enter(context.TenantId);
        var webhook = await database.LoadWebhookAsync(command.Id, cancellationToken);
        await writes.Begin(context)
            .Delete(webhook, webhook.Version)
            .Append(new WebhookDeleted(WebhookWrites.State(webhook)), WebhookWrites.Aggregate, webhook.Id, webhook.Version + 1)
            .CommitAsync(cancellationToken);
        return webhook;
    }
}
