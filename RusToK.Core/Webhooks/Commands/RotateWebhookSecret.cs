using RusToK.Core.Commands;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;
using RusToK.Core.Webhooks.Events;
using RusToK.Core.Webhooks.Signing;
using RusToK.Core.Webhooks.Storage;

namespace RusToK.Core.Webhooks.Commands;

/// <summary>Gives an endpoint a new secret. For the hours of the overlap deliveries bear a signature by each.</summary>
/// <param name="Id">The endpoint.</param>
/// <param name="OverlapHours">0 for a secret that others know: it counts no longer at once.</param>
[CommandName("webhooks.rotate_secret")]
public sealed record RotateWebhookSecret(Guid Id, int OverlapHours = 24) : ICommand<WebhookWithSecret>;

internal sealed class RotateWebhookSecretHandler(RusToKDbContext database, TenantScope scope, WriteBatchFactory writes, TimeProvider clock)
    : ICommandHandler<RotateWebhookSecret, WebhookWithSecret>
{
    public async Task<WebhookWithSecret> HandleAsync(RotateWebhookSecret command, CommandContext context, CancellationToken cancellationToken)
    {
        scope.Enter(context.TenantId);
        if (command.OverlapHours is < 0 or > WebhookRules.MaxOverlapHours)
            throw new InvalidInputException("overlapHours", "range", $"overlapHours must be 0 to {WebhookRules.MaxOverlapHours}.");
        var before = await database.LoadWebhookAsync(command.Id, cancellationToken);
        var (after, secret) = (before.Touched(clock), WebhookSecret.New());
        await writes.Begin(context)
            .Update(after, before.Version)
            .ReplaceSecret(after, secret, command.OverlapHours)
            .Append(new WebhookUpdated(WebhookWrites.State(after), IsSecretRotated: true), WebhookWrites.Aggregate, after.Id, after.Version)
            .CommitAsync(cancellationToken);
        return new WebhookWithSecret(after, secret);
    }
}
