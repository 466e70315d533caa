using RusToK.Core.Webhooks;
using RusToK.Core.Webhooks.Commands;
using RusToK.Tests.Fixtures;
using RusToK.Worker.Webhooks;
using Xunit;

namespace RusToK.Tests.Webhooks;

/// <summary>The circuit breaker of an endpoint, and giving up on one.</summary>
public sealed class BreakerTests(SpineFixture spine)
{
    private static CancellationToken Cancellation => WebhookWorld.Cancellation;

    private static DeliveryOptions Breaking
    {
        get
        {
            var options = WebhookWorld.Quick;
            (options.BreakerThreshold, options.ParallelPerEndpoint, options.BreakerPause, options.MaxBreakerPause) = (3, 1, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10));
            return options;
        }
    }

    [Fact]
    public async Task It_opens_after_failures_in_a_row_lets_one_through_when_its_pause_is_over_and_closes_when_that_succeeds()
    {
        await using var world = await WebhookWorld.StartAsync(spine);
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer(500);
        var tenant = await world.NewTenantAsync();
        await world.NewWebhookAsync(tenant, receiver.Url());
        for (var i = 0; i < 10; i++)
            await world.NewTagAsync(tenant);
        await world.FanOutAsync();
        await world.StartDelivererAsync(Breaking);
        await world.StartDelivererAsync(Breaking);

        await Eventually.HoldsAsync(async () => await world.BreakerAsync() == "open", Cancellation);
        await world.StopDeliverersAsync();
        // The second worker may have been at its own when the first one's third failure was noted.
        var untilOpen = receiver.Received.Count;
        Assert.InRange(untilOpen, 3, 4);
        await world.StartDelivererAsync(Breaking);
        await world.StartDelivererAsync(Breaking);
        await world.Database.ExecuteAsync("UPDATE webhooks.breakers SET retry_at = now()");
        await Eventually.HoldsAsync(async () => await world.Database.ScalarAsync<long>("SELECT opens::bigint FROM webhooks.breakers") == 2, Cancellation);
        Assert.Equal((untilOpen + 1, "open"), (receiver.Received.Count, await world.BreakerAsync()));

        receiver.Answer(200);
        await world.Database.ExecuteAsync("UPDATE webhooks.breakers SET retry_at = now()");
        await Eventually.HoldsAsync(async () => await world.CountAsync("delivered") == 10, Cancellation);
        Assert.Equal("closed", await world.BreakerAsync());
        Assert.Equal("0/0/t", await world.Database.ScalarAsync<string>("SELECT concat_ws('/', failures, opens, failing_since IS NULL) FROM webhooks.breakers"));
    }

    [Fact]
    public async Task One_endpoints_breaker_is_no_other_endpoints_matter()
    {
        await using var world = await WebhookWorld.StartAsync(spine);
        await using var failing = await Receiver.StartAsync();
        await using var well = await Receiver.StartAsync();
        failing.Answer(500);
        var tenant = await world.NewTenantAsync();
        await world.NewWebhookAsync(tenant, failing.Url());
        await world.NewWebhookAsync(tenant, well.Url());
        for (var i = 0; i < 10; i++)
            await world.NewTagAsync(tenant);
        await world.FanOutAsync();
        await world.StartDelivererAsync(Breaking);

        await Eventually.HoldsAsync(async () => await world.CountAsync("delivered") == 10 && await world.BreakerAsync() == "open", Cancellation);
        Assert.Equal((10, 3), (well.Received.Count, failing.Received.Count));
    }

    [Fact]
    public async Task An_endpoint_that_has_failed_for_days_is_switched_off_with_an_event()
    {
        await using var world = await WebhookWorld.StartAsync(spine);
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer(500);
        var tenant = await world.NewTenantAsync();
        var webhook = (await world.NewWebhookAsync(tenant, receiver.Url())).Webhook;
        await world.Database.ExecuteAsync(
            $"INSERT INTO webhooks.breakers (tenant_id, endpoint_id, failures, failing_since) VALUES ('{tenant.TenantId}', '{webhook.Id}', 1, now() - interval '6 days')");
        await world.NewTagAsync(tenant);
        await world.FanOutAsync();
        await world.StartDelivererAsync();
        await Eventually.HoldsAsync(
            async () => await world.Database.ScalarAsync<string>("SELECT concat_ws('/', is_active, disabled_reason, version) FROM webhooks.endpoints") == "f/failing/2", Cancellation);
        var told = await world.Database.ScalarAsync<string>(
            "SELECT concat_ws('/', type, aggregate_version, payload->'webhook'->>'disabledReason', causation_id = (SELECT event_id FROM webhooks.deliveries)) FROM events.log WHERE type = 'webhook.updated'");
        Assert.Equal("webhook.updated/2/failing/t", told);
        var called = receiver.Received.Count;

        // What was due before is sent when somebody switches it on again.
        receiver.Answer(200);
        await world.SendAsync<UpdateWebhook, Webhook>(tenant, new UpdateWebhook(webhook.Id) { IsActive = true });
        await Eventually.HoldsAsync(async () => await world.CountAsync("delivered") == 1, Cancellation);
        Assert.Equal(called + 1, receiver.Received.Count);
        Assert.Equal(0L, await world.Database.ScalarAsync<long>("SELECT count(*) FROM webhooks.breakers"));
    }

    [Fact]
    public async Task An_endpoint_that_says_it_is_gone_is_switched_off_at_once()
    {
        await using var world = await WebhookWorld.StartAsync(spine);
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer(410);
        var tenant = await world.NewTenantAsync();
        await world.NewWebhookAsync(tenant, receiver.Url());
        await world.NewTagAsync(tenant);
        await world.FanOutAsync();
        await world.StartDelivererAsync();

        await Eventually.HoldsAsync(
            async () => await world.Database.ScalarAsync<string>("SELECT concat_ws('/', is_active, disabled_reason) FROM webhooks.endpoints") == "f/gone", Cancellation);
    }
}
