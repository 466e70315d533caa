using RusToK.Core.Telemetry;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Identity;
using RusToK.Tests.Telemetry;
using RusToK.Tests.Telemetry.Proof;
using Xunit;

namespace RusToK.Tests.Webhooks;

public sealed class WebhookMetricsTests(SpineFixture spine)
{
    [Fact]
    [Proves("rustok.webhook.deliveries")]
    [Proves("rustok.webhook.breaker.transitions")]
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

    [Fact]
    [Proves("rustok.webhook.duration")]
    [Proves("rustok.webhook.disabled")]
    public async Task Attempts_are_timed_by_outcome_and_an_endpoint_that_is_switched_off_is_counted_by_the_reason()
    {
        using var meter = RecordedMeter.OfWhatFollows(TelemetrySources.WebhooksName);
        await using var world = await WebhookWorld.StartAsync(spine);
        await using var receiver = await Receiver.StartAsync();
        var tenant = await world.NewTenantAsync();
        await world.NewWebhookAsync(tenant, receiver.Url());
        await world.NewTagAsync(tenant);
        await world.FanOutAsync();
        await world.StartDelivererAsync();
        await Eventually.HoldsAsync(async () => await world.CountAsync("delivered") == 1, WebhookWorld.Cancellation);
        // Two attempts hear of it at the same time, and both want to switch it off.
        var (both, asked) = (new TaskCompletionSource(), 0);
        receiver.Behaviour = async context =>
        {
            if (Interlocked.Increment(ref asked) == 2)
                both.SetResult();
            await both.Task;
            context.Response.StatusCode = 410;
        };
        await world.NewTagAsync(tenant);
        await world.NewTagAsync(tenant);
        await world.FanOutAsync();
        await Eventually.HoldsAsync(() => meter.Sum("rustok.webhook.disabled") > 0, WebhookWorld.Cancellation);
        await world.StopDeliverersAsync();

        Assert.Equal(1, meter.Sum("rustok.webhook.disabled", ("reason", "gone")));
        // It may be asked again until the endpoint is off.
        Assert.Equal(["ok", "refused"], meter.Of("rustok.webhook.duration").Select(m => m["outcome"]).Distinct());
        Assert.Single(meter.Of("rustok.webhook.duration", ("outcome", "ok")));
        Assert.All(meter.Of("rustok.webhook.duration"), m => Assert.InRange(m.Value, double.Epsilon, WebhookWorld.Quick.Timeout.TotalSeconds));
        Assert.Equal(0, meter.Sum("rustok.webhook.disabled", ("reason", "failing")));
    }
}
