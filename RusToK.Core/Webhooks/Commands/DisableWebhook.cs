using RusToK.Core.Commands;
using RusToK.Core.Persistence;
using RusToK.Core.Webhooks.Events;
using RusToK.Core.Webhooks.Storage;

namespace RusToK.Core.Webhooks.Commands;

/// <summary>The system gives up on an endpoint that has failed for days, or that said it is gone. Somebody may switch it on again.</summary>
/// <param name="Id">The endpoint.</param>
/// <param name="Reason"><see cref="Failing"/> or <see cref="Gone"/>.</param>
[CommandName("webhooks.disable_webhook")]
public sealed record DisableWebhook(Guid Id, string Reason) : ICommand<Webhook>
{
    public const string Failing = "failing";
    public const string Gone = "gone";
}

internal sealed class DisableWebhookHandler(RusToKDbContext database, TenantScope scope, WriteBatchFactory writes, TimeProvider clock)
    : ICommandHandler<DisableWebhook, Webhook>
{
    public async Task<Webhook> HandleAsync(DisableWebhook command, CommandContext context, CancellationToken cancellationToken)
    {
        scope.Enter(context.TenantId);
        var before = await database.LoadWebhookAsync(command.Id, cancellationToken);
        if (!before.IsActive)
            return before;
        var after = before.Touched(clock) with { IsActive = false, DisabledReason = command.Reason };
        await writes.Begin(context)
            .Update(after, before.Version)
            .Append(new WebhookUpdated(WebhookWrites.State(after)), WebhookWrites.Aggregate, after.Id, after.Version)
            .CommitAsync(cancellationToken);
        // Of several attempts that fail at once only the first one comes this far.
        WebhookMetrics.CountDisabled(command.Reason);
        return after;
    }
}
