using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using RusToK.Core.Commands;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;
using RusToK.Core.Privacy;
using RusToK.Core.Webhooks.Events;
using RusToK.Core.Webhooks.Signing;
using RusToK.Core.Webhooks.Storage;
using RusToK.Core.Webhooks.Targets;

namespace RusToK.Core.Webhooks.Commands;

/// <summary>Adds an endpoint, which is told of what happens from now on.</summary>
[CommandName("webhooks.create_webhook")]
public sealed record CreateWebhook(
    [property: Confidential] string Url, IReadOnlyList<string> Events, string? Description = null, bool IsActive = true) : ICommand<WebhookWithSecret>
{
    public override string ToString() => Printed.Of(this);
}

internal sealed class CreateWebhookHandler(
    RusToKDbContext database, TenantScope scope, WriteBatchFactory writes, TargetRules targets, IOptions<WebhookOptions> options, TimeProvider clock)
    : ICommandHandler<CreateWebhook, WebhookWithSecret>
{
    public async Task<WebhookWithSecret> HandleAsync(CreateWebhook command, CommandContext context, CancellationToken cancellationToken)
    {
        scope.Enter(context.TenantId);
        var errors = WebhookRules.Check(targets, command.Url, command.Description, command.Events).ToList();
        if (errors.Count > 0)
            throw new InvalidInputException(errors);
        if (await database.Set<Webhook>().CountAsync(cancellationToken) >= options.Value.MaxEndpoints)
            throw new ConflictException($"A tenant has {options.Value.MaxEndpoints} webhooks at most.", rule: "count");

        var now = clock.GetUtcNow();
        var webhook = new Webhook
        {
            TenantId = context.TenantId,
            Id = Guid.CreateVersion7(),
            Url = command.Url,
            Description = command.Description,
            Events = WebhookRules.Sorted(command.Events),
            IsActive = command.IsActive,
            CreatedAt = now,
            UpdatedAt = now,
            Version = 1,
        };
        var secret = WebhookSecret.New();
        await writes.Begin(context)
            .Insert(webhook)
            .AddSecretOf(webhook, secret)
            .Append(new WebhookCreated(WebhookWrites.State(webhook)), WebhookWrites.Aggregate, webhook.Id, webhook.Version)
            .CommitAsync(cancellationToken);
        return new WebhookWithSecret(webhook, secret);
    }
}
