using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using RusToK.Core.Events;
using RusToK.Core.Webhooks;
using RusToK.Core.Webhooks.Commands;
using RusToK.Core.Webhooks.Deliveries;
using RusToK.Tests.Fixtures;
using RusToK.Worker.Webhooks;
using Xunit;

namespace RusToK.Tests.Webhooks;

/// <summary>Which events reach which endpoints, and what is done when one does not answer well.</summary>
public sealed class DeliveryTests(SpineFixture spine)
{
    private static CancellationToken Cancellation => WebhookWorld.Cancellation;

    [Fact]
    public async Task An_endpoint_is_told_of_what_it_asked_for_and_of_nothing_of_another_tenant()
    {
        await using var world = await WebhookWorld.StartAsync(spine);
        await using var receiver = await Receiver.StartAsync();
        var (mine, theirs) = (await world.NewTenantAsync(), await world.NewTenantAsync());
        await world.NewWebhookAsync(mine, receiver.Url("/all"), "*");
        await world.NewWebhookAsync(mine, receiver.Url("/tags"), "tag.*", "node.*");
        await world.NewWebhookAsync(mine, receiver.Url("/tag-created"), "tag.created");
        await world.NewWebhookAsync(mine, receiver.Url("/nodes"), "node.*", "tag.attached", "tags.*");
        await world.NewWebhookAsync(theirs, receiver.Url("/theirs"), "*");
        await world.FanOutAsync();
        await world.Database.ExecuteAsync("DELETE FROM webhooks.deliveries");

        var tag = await world.NewTagAsync(mine);
        await world.FanOutAsync();
        await world.StartDelivererAsync();
        await Eventually.HoldsAsync(async () => await world.CountAsync("delivered") == 3, Cancellation);
        var other = await world.NewTagAsync(theirs);
        await world.FanOutAsync();
        await Eventually.HoldsAsync(async () => await world.CountAsync("delivered") == 4, Cancellation);

        Assert.Equal(["/all", "/tag-created", "/tags", "/theirs"], receiver.Received.Select(r => r.Path).Order());
        Assert.All(receiver.Received, r => Assert.Equal(
            (r.Path == "/theirs" ? other : tag).ToString(), r.Json.GetProperty("aggregate").GetProperty("id").GetString()));
        Assert.Equal(4, receiver.Received.Select(r => r.Id).Distinct().Count());
    }

    [Fact]
    public async Task An_endpoint_is_not_told_of_what_was_before_it_nor_of_what_happened_while_it_was_off()
    {
        await using var world = await WebhookWorld.StartAsync(spine);
        var tenant = await world.NewTenantAsync();
        await world.NewTagAsync(tenant);
        var webhook = (await world.NewWebhookAsync(tenant, "http://127.0.0.1:9/")).Webhook;
        var during = await world.NewTagAsync(tenant);
        await world.FanOutAsync();
        await world.SendAsync<UpdateWebhook, Webhook>(tenant, new UpdateWebhook(webhook.Id) { IsActive = false });
        await world.NewTagAsync(tenant);
        await world.SendAsync<UpdateWebhook, Webhook>(tenant, new UpdateWebhook(webhook.Id) { IsActive = true });
        var after = await world.NewTagAsync(tenant);
        await world.FanOutAsync();

        var told = await world.Database.ScalarAsync<Guid[]>(
            "SELECT array_agg(l.aggregate_id ORDER BY l.position) FROM webhooks.deliveries d JOIN events.log l ON l.id = d.event_id");
        Assert.Equal([during, after], told);
    }

    [Fact]
    public async Task An_event_that_comes_again_makes_no_second_record_and_its_id_is_always_the_same()
    {
        await using var world = await WebhookWorld.StartAsync(spine);
        var tenant = await world.NewTenantAsync();
        var webhook = (await world.NewWebhookAsync(tenant, "http://127.0.0.1:9/")).Webhook;
        await world.NewTagAsync(tenant);
        await world.FanOutAsync();
        var id = await world.Database.ScalarAsync<Guid>("SELECT id FROM webhooks.deliveries");
        var envelope = new EventEnvelope
        {
            Id = await world.Database.ScalarAsync<Guid>("SELECT event_id FROM webhooks.deliveries"),
            Type = "tag.created",
            SchemaVersion = 1,
            TenantId = tenant.TenantId,
            AggregateType = "tag",
            AggregateId = Guid.CreateVersion7(),
            AggregateVersion = 1,
            CorrelationId = Guid.CreateVersion7(),
            OccurredAt = DateTimeOffset.UtcNow,
            RecordedAt = DateTimeOffset.UtcNow,
            Payload = "{}"u8.ToArray(),
        };

        await world.FanOutAsync([envelope]);
        Assert.Equal(1, await world.CountAsync("pending"));
        // A crash of PostgreSQL has taken the record back.
        await world.Database.ExecuteAsync("DELETE FROM webhooks.deliveries");
        await world.FanOutAsync([envelope]);

        Assert.Equal(id, await world.Database.ScalarAsync<Guid>("SELECT id FROM webhooks.deliveries"));
        Assert.Equal((7, id.ToString()[..13]), (id.Version, envelope.Id.ToString()[..13]));
        Assert.NotEqual(webhook.Id, id);
    }

    [Fact]
    public async Task What_fails_is_tried_again_after_pauses_that_grow_with_the_same_id_and_the_same_bytes()
    {
        await using var world = await WebhookWorld.StartAsync(spine);
        await using var receiver = await Receiver.StartAsync();
        var tenant = await world.NewTenantAsync();
        var made = await world.NewWebhookAsync(tenant, receiver.Url());
        receiver.Behaviour = context =>
        {
            context.Response.StatusCode = receiver.Received.Count < 5 ? 500 : 204;
            return Task.CompletedTask;
        };
        var options = WebhookWorld.Quick;
        options.RetryDelay = TimeSpan.FromMilliseconds(100);
        options.MaxRetryDelay = TimeSpan.FromMilliseconds(400);

        await world.NewTagAsync(tenant);
        await world.FanOutAsync();
        await world.StartDelivererAsync(options);
        await Eventually.HoldsAsync(async () => await world.CountAsync("delivered") == 1, Cancellation);

        Assert.Equal(["refused 500", "refused 500", "refused 500", "refused 500", "ok 204"], await world.OutcomesAsync());
        Assert.Equal(5, receiver.Received.Count);
        Assert.Single(receiver.Received.Select(r => r.Id).Distinct());
        Assert.Single(receiver.Received.Select(r => Convert.ToHexString(r.Body)).Distinct());
        Assert.All(receiver.Received, r => Assert.True(r.IsSignedBy(made.Secret)));
        // At least the lower half of 100, 200, 400 and, at the bound, 400 ms.
        var pauses = receiver.Received.Zip(receiver.Received.Skip(1), (a, b) => Stopwatch.GetElapsedTime(a.At, b.At).TotalMilliseconds).ToList();
        Assert.All(pauses.Zip([50.0, 100, 200, 200]), p => Assert.True(p.First >= p.Second, string.Join(", ", pauses)));
        Assert.Equal(0L, await world.Database.ScalarAsync<long>("SELECT failures::bigint FROM webhooks.breakers"));
    }

    [Fact]
    public async Task The_pause_a_receiver_asks_for_is_kept_up_to_the_longest()
    {
        await using var world = await WebhookWorld.StartAsync(spine);
        await using var receiver = await Receiver.StartAsync();
        var tenant = await world.NewTenantAsync();
        await world.NewWebhookAsync(tenant, receiver.Url());
        receiver.Behaviour = context =>
        {
            (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (429, "30");
            return Task.CompletedTask;
        };
        var options = WebhookWorld.Quick;
        options.MaxRetryDelay = TimeSpan.FromMinutes(1);

        await world.NewTagAsync(tenant);
        await world.FanOutAsync();
        await world.StartDelivererAsync(options);
        await Eventually.HoldsAsync(async () => (await world.OutcomesAsync()).Length == 1, Cancellation);

        var pause = await world.Database.ScalarAsync<double>("SELECT extract(epoch FROM next_attempt_at - clock_timestamp())::float8 FROM webhooks.deliveries");
        Assert.InRange(pause, 20, 30);
    }

    [Fact]
    public async Task A_redirect_is_an_answer_and_is_not_followed()
    {
        await using var world = await WebhookWorld.StartAsync(spine);
        await using var receiver = await Receiver.StartAsync();
        await using var elsewhere = await Receiver.StartAsync();
        var outcomes = await OutcomesAsync(world, receiver, context => context.Response.Redirect(elsewhere.Url(), permanent: false));

        Assert.Equal("refused 302", outcomes[0]);
        Assert.Empty(elsewhere.Received);
    }

    [Fact]
    public async Task One_that_hangs_is_given_up_after_the_timeout()
    {
        await using var world = await WebhookWorld.StartAsync(spine);
        await using var receiver = await Receiver.StartAsync();
        var released = new TaskCompletionSource();
        receiver.Behaviour = _ => released.Task;
        var options = WebhookWorld.Quick;
        options.Timeout = TimeSpan.FromMilliseconds(200);

        var outcomes = await OutcomesAsync(world, receiver, null, options);
        released.SetResult();

        Assert.Equal("timeout", outcomes[0]);
        Assert.Equal("No complete answer within 0.2 s.", await world.Database.ScalarAsync<string>("SELECT error FROM webhooks.attempts WHERE number = 1"));
        Assert.InRange(await world.Database.ScalarAsync<double>("SELECT seconds FROM webhooks.attempts WHERE number = 1"), 0.19, 10);
    }

    [Fact]
    public async Task One_that_is_slow_within_the_timeout_is_waited_for_and_one_that_says_2xx_has_answered_whatever_follows()
    {
        await using var world = await WebhookWorld.StartAsync(spine);
        await using var receiver = await Receiver.StartAsync();
        var (released, over, asked) = (new TaskCompletionSource(), new TaskCompletionSource(), 0);
        receiver.Behaviour = async context =>
        {
            if (Interlocked.Increment(ref asked) == 1)
            {
                await released.Task;
                return;
            }

            await context.Response.WriteAsync("be", Cancellation);
            await context.Response.Body.FlushAsync(Cancellation);
            await over.Task;
        };
        var tenant = await world.NewTenantAsync();
        await world.NewWebhookAsync(tenant, receiver.Url());
        await world.NewTagAsync(tenant);
        await world.FanOutAsync();
        var options = WebhookWorld.Quick;
        options.Timeout = TimeSpan.FromSeconds(2);
        await world.StartDelivererAsync(options);
        await Eventually.HoldsAsync(() => asked == 1, Cancellation);
        Assert.Equal(1, await world.CountAsync("pending"));
        released.SetResult();
        await Eventually.HoldsAsync(async () => await world.CountAsync("delivered") == 1, Cancellation);
        await world.NewTagAsync(tenant);
        await world.FanOutAsync();
        await Eventually.HoldsAsync(async () => await world.CountAsync("delivered") == 2, Cancellation);
        over.SetResult();

        Assert.Equal(["ok 200", "ok 200"], await world.OutcomesAsync());
    }

    [Fact]
    public async Task One_that_closes_the_connection_or_does_not_listen_is_unreachable()
    {
        await using var world = await WebhookWorld.StartAsync(spine);
        await using var receiver = await Receiver.StartAsync();
        Assert.Equal("unreachable", (await OutcomesAsync(world, receiver, context => context.Abort()))[0]);

        await using var other = await WebhookWorld.StartAsync(spine);
        using var unused = new TcpListener(IPAddress.Loopback, 0);
        unused.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)unused.LocalEndpoint).Port}/";
        unused.Stop();
        var tenant = await other.NewTenantAsync();
        await other.NewWebhookAsync(tenant, url);
        await other.NewTagAsync(tenant);
        await other.FanOutAsync();
        await other.StartDelivererAsync();
        await Eventually.HoldsAsync(async () => (await other.OutcomesAsync()).Length > 0, Cancellation);
        Assert.Equal("The connection failed: ConnectionRefused.", await other.Database.ScalarAsync<string>("SELECT error FROM webhooks.attempts WHERE number = 1"));
    }

    [Fact]
    public async Task After_the_last_attempt_it_is_given_up_and_can_be_asked_for_again_by_itself_or_with_all_others()
    {
        await using var world = await WebhookWorld.StartAsync(spine);
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer(503);
        var tenant = await world.NewTenantAsync();
        var webhook = (await world.NewWebhookAsync(tenant, receiver.Url())).Webhook;
        var options = WebhookWorld.Quick;
        options.MaxAttempts = 2;
        for (var i = 0; i < 3; i++)
            await world.NewTagAsync(tenant);
        await world.FanOutAsync();
        await world.StartDelivererAsync(options);
        await Eventually.HoldsAsync(async () => await world.CountAsync("failed") == 3, Cancellation);
        Assert.Equal(6, receiver.Received.Count);

        receiver.Answer(200);
        var one = Guid.Parse(receiver.Received[0].Id);
        await world.SendAsync<RedeliverWebhook, WebhookDelivery>(tenant, new RedeliverWebhook(one));
        await Eventually.HoldsAsync(async () => await world.CountAsync("delivered") == 1, Cancellation);
        Assert.Equal(one.ToString(), receiver.Received[^1].Id);
        Assert.Equal(0, await world.SendAsync<RedeliverWebhooks, int>(tenant, new RedeliverWebhooks(webhook.Id, DateTimeOffset.UtcNow.AddMinutes(1))));
        Assert.Equal(2, await world.SendAsync<RedeliverWebhooks, int>(tenant, new RedeliverWebhooks(webhook.Id, DateTimeOffset.UtcNow.AddHours(-1))));
        await Eventually.HoldsAsync(async () => await world.CountAsync("delivered") == 3, Cancellation);
        // What was delivered may be asked for as well.
        await world.SendAsync<RedeliverWebhook, WebhookDelivery>(tenant, new RedeliverWebhook(one));
        await Eventually.HoldsAsync(() => receiver.Received.Count == 10, Cancellation);
        await Eventually.HoldsAsync(async () => await world.CountAsync("delivered") == 3, Cancellation);

        Assert.Equal(3, receiver.Received.Select(r => r.Id).Distinct().Count());
    }

    [Fact]
    public async Task What_a_worker_died_with_is_sent_by_another_when_its_lease_ends()
    {
        await using var world = await WebhookWorld.StartAsync(spine);
        await using var receiver = await Receiver.StartAsync();
        var tenant = await world.NewTenantAsync();
        await world.NewWebhookAsync(tenant, receiver.Url());
        await world.NewTagAsync(tenant);
        await world.FanOutAsync();
        // As the dead one left it.
        await world.Database.ExecuteAsync("UPDATE webhooks.deliveries SET attempts = 1, next_attempt_at = clock_timestamp() + interval '1 second'");
        var taken = Stopwatch.GetTimestamp();

        await world.StartDelivererAsync();
        await Eventually.HoldsAsync(async () => await world.CountAsync("delivered") == 1, Cancellation);

        Assert.True(Stopwatch.GetElapsedTime(taken) > TimeSpan.FromMilliseconds(800));
        Assert.Equal(2L, await world.Database.ScalarAsync<long>("SELECT number::bigint FROM webhooks.attempts"));
    }

    [Fact]
    public async Task Several_workers_share_the_work_and_send_everything_once()
    {
        await using var world = await WebhookWorld.StartAsync(spine);
        await using var receiver = await Receiver.StartAsync();
        var tenant = await world.NewTenantAsync();
        for (var i = 0; i < 5; i++)
            await world.NewWebhookAsync(tenant, receiver.Url($"/{i}"));
        for (var i = 0; i < 20; i++)
            await world.NewTagAsync(tenant);
        await world.FanOutAsync();
        await world.StartDelivererAsync();
        await world.StartDelivererAsync();
        await world.StartDelivererAsync();
        await Eventually.HoldsAsync(async () => await world.CountAsync("delivered") == 100, Cancellation);

        Assert.Equal((100, 100), (receiver.Received.Count, receiver.Received.Select(r => r.Id).Distinct().Count()));
        Assert.Equal(100, receiver.Received.Select(r => (r.Path, r.EventId)).Distinct().Count());
    }

    [Fact]
    public async Task An_endpoint_that_hangs_does_not_hold_up_the_others()
    {
        await using var world = await WebhookWorld.StartAsync(spine);
        await using var hanging = await Receiver.StartAsync();
        await using var well = await Receiver.StartAsync();
        var released = new TaskCompletionSource();
        hanging.Behaviour = _ => released.Task;
        var tenant = await world.NewTenantAsync();
        await world.NewWebhookAsync(tenant, hanging.Url());
        await world.NewWebhookAsync(tenant, well.Url());
        var options = WebhookWorld.Quick;
        (options.Parallel, options.ParallelPerEndpoint) = (5, 2);
        for (var i = 0; i < 20; i++)
            await world.NewTagAsync(tenant);
        await world.FanOutAsync();
        await world.StartDelivererAsync(options);
        await Eventually.HoldsAsync(async () => await world.CountAsync("delivered") == 20, Cancellation);

        Assert.Equal((20, 2), (well.Received.Count, hanging.Received.Count));
        released.SetResult();
    }

    [Fact]
    public async Task What_is_too_late_is_given_up_and_what_is_old_or_of_nobody_is_removed()
    {
        await using var world = await WebhookWorld.StartAsync(spine);
        var tenant = await world.NewTenantAsync();
        var (kept, deleted) = ((await world.NewWebhookAsync(tenant, "http://127.0.0.1:9/kept")).Webhook, (await world.NewWebhookAsync(tenant, "http://127.0.0.1:9/deleted")).Webhook);
        for (var i = 0; i < 3; i++)
            await world.NewTagAsync(tenant);
        await world.FanOutAsync();
        await world.Database.ExecuteAsync($"""
            UPDATE webhooks.deliveries SET deliver_by = now() - interval '1 second', next_attempt_at = now() - interval '1 second'
             WHERE id = (SELECT min(id::text)::uuid FROM webhooks.deliveries WHERE endpoint_id = '{kept.Id}');
            UPDATE webhooks.deliveries SET status = 'delivered', created_at = now() - interval '31 days', completed_at = now() - interval '31 days'
             WHERE id = (SELECT max(id::text)::uuid FROM webhooks.deliveries WHERE endpoint_id = '{kept.Id}');
            """);
        await world.SendAsync<DeleteWebhook, Webhook>(tenant, new DeleteWebhook(deleted.Id));

        using var upkeep = new WebhookUpkeep(
            world.Worker.GetRequiredService<NpgsqlDataSource>(), Options.Create(WebhookWorld.Quick), TimeProvider.System, NullLogger<WebhookUpkeep>.Instance);
        await upkeep.TidyAsync(Cancellation);

        Assert.Equal("failed,pending", await world.Database.ScalarAsync<string>("SELECT string_agg(status, ',' ORDER BY status) FROM webhooks.deliveries"));
        Assert.Equal(0, await world.Database.ScalarAsync<long>($"SELECT count(*) FROM webhooks.secrets WHERE endpoint_id = '{deleted.Id}'"));
    }

    /// <summary>The outcomes once there is one.</summary>
    private static async Task<string[]> OutcomesAsync(
        WebhookWorld world, Receiver receiver, Action<HttpContext>? behaviour, DeliveryOptions? options = null)
    {
        if (behaviour is not null)
            receiver.Behaviour = context =>
            {
                behaviour(context);
                return Task.CompletedTask;
            };
        var tenant = await world.NewTenantAsync();
        await world.NewWebhookAsync(tenant, receiver.Url());
        await world.NewTagAsync(tenant);
        await world.FanOutAsync();
        await world.StartDelivererAsync(options);
        await Eventually.HoldsAsync(async () => (await world.OutcomesAsync()).Length > 0, Cancellation);
        await world.StopDeliverersAsync();
        return await world.OutcomesAsync();
    }
}
