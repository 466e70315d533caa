using System.Diagnostics;
using System.Text;
using RusToK.Core.Webhooks;
using RusToK.Core.Webhooks.Commands;
using RusToK.Core.Webhooks.Signing;
using RusToK.Tests.Content;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Tracing;
using Xunit;

namespace RusToK.Tests.Webhooks;

/// <summary>What a receiver gets, and how it knows from whom.</summary>
public sealed class SignatureTests(SpineFixture spine)
{
    [Fact]
    public void The_signature_is_that_of_Standard_Webhooks()
    {
        // By openssl: printf '%s' "$id.$timestamp.$body" | openssl dgst -sha256 -hmac "$key" -binary | base64, with a key of 32 letters k.
        var secret = "whsec_" + Convert.ToBase64String(Encoding.ASCII.GetBytes(new string('k', 32)));

        var signature = WebhookSignature.Sign(new Guid("0198c0de-0000-7000-8000-000000000000"), 1700000000, "{\"a\":1}"u8, [secret]);

        Assert.Equal("v1,HhaSSM02nw6l4gbVXyugmryApzCPmdFNJWYt5ub3pGA=", signature);
    }

    [Fact]
    public async Task A_delivery_is_signed_and_holds_the_event_without_internals()
    {
        await using var world = await WebhookWorld.StartAsync(spine);
        await using var receiver = await Receiver.StartAsync();
        var tenant = await world.NewTenantAsync();
        var made = await world.NewWebhookAsync(tenant, receiver.Url("/hook?a=b"));
        var tag = await world.NewTagAsync(tenant);

        await world.FanOutAsync();
        await world.StartDelivererAsync();
        await Eventually.HoldsAsync(async () => await world.CountAsync("delivered") == 1, WebhookWorld.Cancellation);

        var received = Assert.Single(receiver.Received);
        Assert.True(received.IsSignedBy(made.Secret));
        Assert.False(received.IsSignedBy(WebhookSecret.New()));
        Assert.False((received with { Body = [.. received.Body, (byte)' '] }).IsSignedBy(made.Secret));
        Assert.Equal(
            ["actorId", "aggregate", "causationId", "correlationId", "data", "id", "occurredAt", "schemaVersion", "tenantId", "type"], received.Json.Names());
        Assert.Equal(("tag.created", tag.ToString(), tenant.TenantId.ToString()),
            (received.Type, received.Json.GetProperty("aggregate").GetProperty("id").GetString(), received.Json.GetProperty("tenantId").GetString()));
        Assert.Equal("application/json", received.Headers["Content-Type"]);
        Assert.DoesNotContain("baggage", received.Headers.Keys, StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_replaced_secret_signs_beside_the_new_one_until_its_hours_are_over()
    {
        await using var world = await WebhookWorld.StartAsync(spine);
        await using var receiver = await Receiver.StartAsync();
        var tenant = await world.NewTenantAsync();
        var first = await world.NewWebhookAsync(tenant, receiver.Url());
        var second = await world.SendAsync<RotateWebhookSecret, WebhookWithSecret>(tenant, new RotateWebhookSecret(first.Webhook.Id, 1));
        await world.StartDelivererAsync();

        await world.NewTagAsync(tenant);
        await world.FanOutAsync();
        await Eventually.HoldsAsync(() => receiver.Received.Count == 1, WebhookWorld.Cancellation);
        var third = await world.SendAsync<RotateWebhookSecret, WebhookWithSecret>(tenant, new RotateWebhookSecret(first.Webhook.Id, 0));
        await world.NewTagAsync(tenant);
        await world.FanOutAsync();
        await Eventually.HoldsAsync(() => receiver.Received.Count == 2, WebhookWorld.Cancellation);

        Assert.NotEqual(first.Secret, second.Secret);
        Assert.Equal([true, true], new[] { first, second }.Select(w => receiver.Received[0].IsSignedBy(w.Secret)));
        Assert.Equal([false, false, true], new[] { first, second, third }.Select(w => receiver.Received[1].IsSignedBy(w.Secret)));
        Assert.Equal((2L, 3L), (second.Webhook.Version, third.Webhook.Version));
    }

    [Fact]
    public async Task The_receiver_goes_on_with_the_trace_of_the_request_that_caused_the_event()
    {
        using var spans = new SpanRecorder("test", "RusToK.Commands", "RusToK.Events", "RusToK.Webhooks", "Npgsql");
        await using var world = await WebhookWorld.StartAsync(spine);
        await using var receiver = await Receiver.StartAsync();
        var tenant = await world.NewTenantAsync();
        var made = await world.NewWebhookAsync(tenant, receiver.Url("/hook?token=marked"));
        using var request = new Activity("request").SetBaggage("secret", "not for others").Start();
        await world.NewTagAsync(tenant);
        request.Stop();
        using var handling = new Activity("process tag.created").Start();
        await world.FanOutAsync(handling);
        handling.Stop();
        await world.StartDelivererAsync();
        await Eventually.HoldsAsync(async () => await world.CountAsync("delivered") == 1, WebhookWorld.Cancellation);
        await world.StopDeliverersAsync();

        var received = Assert.Single(receiver.Received);
        var deliver = Assert.Single(spans.Trace(request.TraceId).Spans, s => s.Name == "webhook.deliver");
        var create = Assert.Single(spans.Trace(request.TraceId).Spans, s => s.Name == "create tag.created");
        Assert.Equal($"00-{request.TraceId}-{deliver.SpanId}-01", received.Headers["traceparent"]);
        Assert.Equal(create.SpanId, deliver.ParentId);
        Assert.Equal([(handling.TraceId.ToHexString(), handling.SpanId.ToHexString())], deliver.Links);
        Assert.DoesNotContain("not for others", string.Concat(received.Headers.Values), StringComparison.Ordinal);
        spans.Trace(request.TraceId).AssertNowhere("marked");
        spans.Trace(request.TraceId).AssertNowhere(made.Secret);
        Assert.Equal(
            ["SELECT webhooks.note_outcome; INSERT webhooks.attempts; UPDATE webhooks.deliveries"], spans.Trace(request.TraceId).Below(deliver).Select(s => s.Name));
    }
}
