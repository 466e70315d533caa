using RusToK.Core.Commands;
using RusToK.Core.Content;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;
using RusToK.Core.Privacy;
using RusToK.Core.Webhooks.Events;
using RusToK.Core.Webhooks.Storage;
using RusToK.Core.Webhooks.Targets;

namespace RusToK.Core.Webhooks.Commands;

/// <summary>
/// Changes an endpoint. Null leaves a field as it is. One that is switched on again is told of what happens from then on, and of what was
/// due before it was switched off.
/// </summary>
[CommandName("webhooks.update_webhook")]
public sealed record UpdateWebhook(Guid Id) : ICommand<Webhook>
{
    [Confidential]
    public string? Url { get; init; }

    public IReadOnlyList<string>? Events { get; init; }

    public Change<string?> Description { get; init; }

    public bool? IsActive { get; init; }

    /// <summary>The version it was decided on; null for whatever there is.</summary>
    public long? ExpectedVersion { get; init; }

    public override string ToString() => Printed.Of(this);
}

internal sealed class UpdateWebhookHandler(RusToKDbContext database, TenantScope scope, WriteBatchFactory writes, TargetRules targets, TimeProvider clock)
    : ICommandHandler<UpdateWebhook, Webhook>
{
    public async Task<Webhook> HandleAsync(UpdateWebhook command, CommandContext context, CancellationToken cancellationToken)
    {
        scope.Enter(context.TenantId);
        var before = await database.LoadWebhookAsync(command.Id, cancellationToken);
        var isActive = command.IsActive ?? before.IsActive;
        var after = before.Touched(clock) with
        {
            Url = command.Url ?? before.Url,
            Events = command.Events is { } events ? WebhookRules.Sorted(events.Where(e => e is not null)) : before.Events,
            Description = command.Description.Or(before.Description),
            IsActive = isActive,
            DisabledReason = isActive || command.IsActive is false ? null : before.DisabledReason,
        };
        var errors = WebhookRules.Check(targets, after.Url, after.Description, after.Events).ToList();
        if (errors.Count > 0)
            throw new InvalidInputException(errors);

        var batch = writes.Begin(context).Update(after, command.ExpectedVersion ?? before.Version);
        if (after.IsActive && !before.IsActive)
            batch.Reopen(after);
        await batch
            .Append(new WebhookUpdated(WebhookWrites.State(after)), WebhookWrites.Aggregate, after.Id, after.Version)
            .CommitAsync(cancellationToken);
        return after;
    }
}
