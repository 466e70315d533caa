using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using RusToK.Core.Persistence;
using RusToK.Core.Webhooks.Deliveries;
using RusToK.Core.Webhooks.Signing;
using RusToK.Core.Webhooks.Targets;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Pipeline;
using RusToK.Tests.Tracing;
using RusToK.Worker.Webhooks;
using Xunit;

namespace RusToK.Tests.Webhooks;

/// <summary>Events on their whole way: through the log, the relay, the stream and the consumer group to the receiver.</summary>
public sealed class WebhookPipelineTests(PipelineFixture fixture)
{
    private const int Events = 200;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_event_gets_one_record_and_its_delivery_is_linked_to_the_span_that_made_it()
    {
        using var spans = new SpanRecorder("test", "RusToK.Events", "RusToK.Webhooks");
        await using var database = await fixture.CreateAsync();
        await using var receiver = await Receiver.StartAsync();
        await database.ExecuteAsync($"""
            INSERT INTO webhooks.endpoints (tenant_id, id, url, events, is_active, created_at, updated_at, version)
            VALUES ('{database.TenantId}', gen_random_uuid(), '{receiver.Url()}', ARRAY['test.*'], true, now(), now(), 1);
            INSERT INTO webhooks.secrets (tenant_id, id, endpoint_id, value) SELECT tenant_id, gen_random_uuid(), id, '{WebhookSecret.New()}' FROM webhooks.endpoints;
            """);
        using var unwanted = new Activity("request nobody is told of").Start();
        unwanted.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        await using (var connection = await database.App.OpenConnectionAsync(Cancellation))
        await using (var batch = connection.CreateTenantBatch(database.TenantId))
        {
            batch.BatchCommands.Add(database.Event(Guid.CreateVersion7(), 1, "x", unwanted.Id, type: "other.changed").Command);
            await batch.ExecuteNonQueryAsync(Cancellation);
        }

        unwanted.Stop();
        using var request = new Activity("request").Start();
        request.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        var traced = await database.AppendAsync(Guid.CreateVersion7(), 1, "traced", request.Id);
        request.Stop();
        for (var i = 1; i < Events; i++)
            await database.AppendAsync(Guid.CreateVersion7(), 1);

        await using var services = TestServices.Build(database.WorkerConnectionString, ("Webhooks:AllowPrivateAddresses", "true"));
        await using var pipeline = await RunningPipeline.StartAsync(database, consumer: services.GetRequiredService<DeliveryFanOut>());
        var options = Options.Create(WebhookWorld.Quick);
        using var sender = new DeliverySender(services.GetRequiredService<TargetRules>(), new DnsAddresses(), options, TimeProvider.System);
        using var deliverer = new WebhookDeliverer(
            new DeliveryQueue(services.GetRequiredService<NpgsqlDataSource>(), options), sender, services.GetRequiredService<IServiceScopeFactory>(), options,
            TimeProvider.System, NullLogger<WebhookDeliverer>.Instance);
        await deliverer.StartAsync(Cancellation);
        await Eventually.HoldsAsync(
            async () => await database.ScalarAsync<long>("SELECT count(*) FROM webhooks.deliveries WHERE status = 'delivered'") == Events, Cancellation);
        await deliverer.StopAsync(Cancellation);
        Assert.Equal(Events, receiver.Received.Select(r => r.EventId).Distinct().Count());
        Assert.Equal(Events, receiver.Received.Count);
        Assert.Equal(Events, await database.ScalarAsync<long>("SELECT count(*) FROM webhooks.deliveries"));
        Assert.DoesNotContain(spans.Trace(unwanted.TraceId).Spans, s => s.Name.StartsWith("process", StringComparison.Ordinal));
        var trace = spans.Trace(request.TraceId);
        var (process, deliver) = (trace.Single("process test.changed"), trace.Single("webhook.deliver"));
        Assert.Equal((request.SpanId.ToHexString(), request.SpanId.ToHexString()), (process.ParentId, deliver.ParentId));
        Assert.Equal([(process.TraceId, process.SpanId)], deliver.Links);
        Assert.Equal($"00-{request.TraceId}-{deliver.SpanId}-01", receiver.Received.Single(r => r.EventId == traced.ToString()).Headers["traceparent"]);
    }
}
