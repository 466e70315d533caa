using RusToK.Tests.Fixtures;
using RusToK.Tests.Identity;
using Xunit;

namespace RusToK.Tests.Webhooks;

public sealed class WebhookMetricsTests(SpineFixture spine)
{
    [Fact]
    public async Task Deliveries_are_counted_by_what_became_of_them_and_every_series_is_there_from_the_start()
    {
        using var deliveries = new CountedMetric("rustok.webhook.deliveries");
        using var transitions = new CountedMetric("rustok.webhook.breaker.transitions");
        await using var world = await WebhookWorld.StartAsync(spine);
        await using var receiver = await Receiver.StartAsync();
        receiver.Behaviour = context =>
        {
            context.Response.StatusCode = receiver.Received.Count switch { 1 => 500, 2 or 3 => 200, _ => 500 };
            return Task.CompletedTask;
        };
        var options = WebhookWorld.Quick;
        (options.MaxAttempts, options.BreakerThreshold, options.BreakerPause) = (2, 1, TimeSpan.FromMilliseconds(50));
        var tenant = await world.NewTenantAsync();
        await world.NewWebhookAsync(tenant, receiver.Url());
        await world.StartDelivererAsync(options);
        foreach (var outcome in (string[])["delivered", "late", "retried", "failed"])
            await Eventually.HoldsAsync(() => deliveries.HasZero(("outcome", outcome)), WebhookWorld.Cancellation, outcome);

        // Fails and is delivered; is delivered late; fails twice.
        await world.NewTagAsync(tenant);
        await world.FanOutAsync();
        await Eventually.HoldsAsync(async () => await world.CountAsync("delivered") == 1, WebhookWorld.Cancellation);
        await world.NewTagAsync(tenant);
        await world.Database.ExecuteAsync("UPDATE webhooks.endpoints SET active_since = now() - interval '1 hour'");
        await world.Database.ExecuteAsync("UPDATE events.log SET recorded_at = recorded_at - interval '11 minutes' WHERE position = (SELECT max(position) FROM events.log)");
        await world.FanOutAsync();
        await Eventually.HoldsAsync(async () => await world.CountAsync("delivered") == 2, WebhookWorld.Cancellation);
        await world.NewTagAsync(tenant);
        await world.FanOutAsync();
        await Eventually.HoldsAsync(async () => await world.CountAsync("failed") == 1, WebhookWorld.Cancellation);
        await world.StopDeliverersAsync();

        Assert.True(deliveries.Sum(("outcome", "delivered")) >= 1);
        Assert.True(deliveries.Sum(("outcome", "late")) >= 1);
        Assert.True(deliveries.Sum(("outcome", "retried")) >= 2);
        Assert.True(deliveries.Sum(("outcome", "failed")) >= 1);
        Assert.True(transitions.Sum(("to", "open")) >= 2);
        Assert.True(transitions.Sum(("to", "closed")) >= 1);
    }
}
