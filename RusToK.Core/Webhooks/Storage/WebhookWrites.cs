using Microsoft.EntityFrameworkCore;
using Npgsql;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;
using RusToK.Core.Webhooks.Events;

namespace RusToK.Core.Webhooks.Storage;

/// <summary>What the commands on one endpoint share: its name in the log, its state in events, loading it, and its secrets.</summary>
internal static class WebhookWrites
{
    public const string Aggregate = "webhook";

    private const string AddSecret = "INSERT INTO webhooks.secrets (tenant_id, id, endpoint_id, value) VALUES ($1, $2, $3, $4)";

    private const string ExpireSecrets = """
        UPDATE webhooks.secrets SET expires_at = clock_timestamp() + make_interval(hours => $3)
         WHERE tenant_id = $1 AND endpoint_id = $2 AND (expires_at IS NULL OR expires_at > clock_timestamp() + make_interval(hours => $3))
        """;

    private const string BeginAgain = "UPDATE webhooks.endpoints SET active_since = clock_timestamp() WHERE tenant_id = $1 AND id = $2";

    private const string ForgetFailures = "DELETE FROM webhooks.breakers WHERE tenant_id = $1 AND endpoint_id = $2";

    public static WebhookState State(Webhook webhook) => new(webhook.Url, webhook.Events, webhook.IsActive, webhook.DisabledReason);

    /// <exception cref="NotFoundException">The tenant has no such endpoint.</exception>
    public static async Task<Webhook> LoadWebhookAsync(this RusToKDbContext database, Guid id, CancellationToken cancellationToken) =>
        await database.Set<Webhook>().FirstOrDefaultAsync(w => w.Id == id, cancellationToken) ?? throw NotFoundException.For("webhook", id, "id");

    public static Webhook Touched(this Webhook webhook, TimeProvider clock) =>
        webhook with { Version = webhook.Version + 1, UpdatedAt = clock.GetUtcNow() };

    /// <summary>Gives the endpoint a secret; those before it still count for some hours.</summary>
    public static WriteBatch ReplaceSecret(this WriteBatch batch, Webhook webhook, string secret, int overlapHours) => batch
        .Execute(ExpireSecrets, [.. KeyOf(webhook), new NpgsqlParameter<int> { TypedValue = overlapHours }])
        .AddSecretOf(webhook, secret);

    public static WriteBatch AddSecretOf(this WriteBatch batch, Webhook webhook, string secret) => batch.Execute(
        AddSecret,
        new NpgsqlParameter<Guid> { TypedValue = webhook.TenantId },
        new NpgsqlParameter<Guid> { TypedValue = Guid.CreateVersion7() },
        new NpgsqlParameter<Guid> { TypedValue = webhook.Id },
        new NpgsqlParameter<string> { TypedValue = secret });

    /// <summary>The endpoint is told of what happens from now on, and its failures are forgotten.</summary>
    public static WriteBatch Reopen(this WriteBatch batch, Webhook webhook) => batch
        .Execute(BeginAgain, KeyOf(webhook))
        .Execute(ForgetFailures, KeyOf(webhook));

    private static NpgsqlParameter[] KeyOf(Webhook webhook) =>
        [new NpgsqlParameter<Guid> { TypedValue = webhook.TenantId }, new NpgsqlParameter<Guid> { TypedValue = webhook.Id }];
}
