using RusToK.Core.Webhooks;
using RusToK.Core.Webhooks.Commands;
using RusToK.Tests.EndToEnd;
using RusToK.Tests.Telemetry.Proof;
using RusToK.Tests.Webhooks;
using Xunit;

namespace RusToK.Tests.Tracing;

[Collection(nameof(RunningSystemTests))]
public sealed class WebhookTraceTests(RunningSystem system)
{
    private const string Create = """mutation { createTag(input: { translations: [{ name: "Told of" }] }) { tag { id } } }""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Proves("webhook.deliver")]
    public async Task A_delivery_is_in_the_trace_of_the_request_that_caused_it_and_the_receiver_goes_on_with_it()
    {
        await using var receiver = await Receiver.StartAsync();
        var tenant = await system.NewTenantAsync();
        var webhook = await system.SendAsync<CreateWebhook, WebhookWithSecret>(tenant.Id, new CreateWebhook(receiver.Url("/hook?key=marked"), ["tag.*"]));

        // What came before is settled, so that the next event is a batch, and so a trace, of its own.
        await system.NewNodeAsync(tenant);
        var answer = await system.GraphQLAsync(tenant, Create);
        var tree = await system.Telemetry.TraceAsync(
            RunningSystem.TraceIdOf(answer),
            t => t.Spans.Any(s => s.Name == "POST /graphql") && t.Spans.Any(s => s.Name == "webhook.deliver") && t.Spans.Count(s => s.Name == "process tag.created") == 2,
            Cancellation);

        tree.AssertIs($"""
            POST /graphql [server, rustok-api]
            {RequestSteps.Unknown}
              mutation [internal, rustok-api]
                resolve Mutation.createTag [internal, rustok-api]
                  content.create_tag [internal, rustok-api]
                    SELECT content.tags; SELECT unnest [client, rustok-api]
                    create tag.created [producer, rustok-api]
                      publish rustok.events [producer, rustok-worker]
                        XADD rustok:events [client, rustok-worker]
                      process tag.created [consumer, rustok-worker]
                        SELECT events.advance_cursors; INSERT read.tags [client, rustok-worker]
                      process tag.created [consumer, rustok-worker]
                        SELECT events.advance_cursors; INSERT webhooks.deliveries [client, rustok-worker]
                      webhook.deliver [client, rustok-worker]
                        SELECT webhooks.note_outcome; INSERT webhooks.attempts; UPDATE webhooks.deliveries [client, rustok-worker]
                    INSERT content.tags; INSERT content.tag_translations; INSERT events.log [client, rustok-api]
            """);
        tree.AssertAllHave("tenant.id", tenant.Id.ToString());
        tree.AssertHave([tree.Single("POST /graphql"), .. tree.Branch(tree.Single("mutation"))], "user.id", await system.AdminIdAsync(tenant));
        Assert.Empty(tree.Exceptions);
        tree.AssertNowhere("marked");
        tree.AssertNowhere(webhook.Secret);

        var deliver = tree.Single("webhook.deliver");
        var handled = tree.Spans.Single(s => s.Name == "process tag.created" && s.Attributes["handler"] == "webhooks");
        Assert.Equal([(handled.TraceId, handled.SpanId)], deliver.Links);
        Assert.Equal(
            ("POST", "127.0.0.1", "200", "ok", "1"),
            (deliver.Attributes["http.request.method"], deliver.Attributes["server.address"], deliver.Attributes["http.response.status_code"], deliver.Attributes["rustok.outcome"],
                deliver.Attributes["rustok.attempt"]));
        Assert.Equal($"00-{deliver.TraceId}-{deliver.SpanId}-01", Assert.Single(receiver.Received).Headers["traceparent"]);
    }
}
