using System.Diagnostics;
using RusToK.Core.Commands;
using RusToK.Core.Content.Tags;
using RusToK.Core.Content.Tags.Commands;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Commands;
using RusToK.Core.Webhooks;
using RusToK.Core.Webhooks.Commands;
using RusToK.Tests.Content;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Webhooks;
using Xunit;

namespace RusToK.Tests.EndToEnd;

/// <summary>Workers killed in the middle of deliveries: each event reaches each endpoint, and there is one record of each; usage counts each event once.</summary>
[Collection(nameof(ExpendableSystemTests))]
public sealed class WebhookKillTests(ExpendableSystem system, ITestOutputHelper output)
{
    private const int Events = 600;
    private const int Kills = 3;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_event_reaches_every_endpoint_and_no_record_is_doubled_when_workers_are_killed()
    {
        await using var receiver = await Receiver.StartAsync();
        // Slow enough that a kill finds attempts under way.
        receiver.Behaviour = _ => Task.Delay(20, Cancellation);
        var tenant = new CommandContext(Guid.CreateVersion7(), "en", null, Guid.CreateVersion7());
        // The API, in this process, has no right to enter a private address; the Worker has one to call it.
        await SendAsync<CreateTenant, Tenant>(tenant, new CreateTenant("Killed", "t" + tenant.TenantId.ToString("N"), null, "en"));
        var secrets = new List<string>();
        foreach (var path in (string[])["/tags", "/all"])
        {
            var made = await SendAsync<CreateWebhook, WebhookWithSecret>(tenant, new CreateWebhook("https://example.test" + path, ["tag.created"]));
            secrets.Add(made.Secret);
            await system.Database.ExecuteAsync($"UPDATE webhooks.endpoints SET url = '{receiver.Url(path)}' WHERE id = '{made.Webhook.Id}'");
        }

        var elapsed = Stopwatch.StartNew();
        for (var kill = 0; kill < Kills; kill++)
        {
            // At each kill there is a part of what was written left to deliver.
            var before = receiver.Received.Count;
            var writing = WriteAsync(kill);
            await Eventually.HoldsAsync(() => receiver.Received.Count > before + 50, Cancellation, $"deliveries go on before kill {kill}");
            var worker = system.Workers[kill % 2];
            await worker.KillAsync();
            await worker.StartAsync(Cancellation);
            await writing;
        }

        await Eventually.HoldsAsync(
            async () => await CountAsync("status = 'delivered'") == 2 * Events, () => $"everything is delivered, {receiver.Received.Count} received", TimeSpan.FromSeconds(120), Cancellation);

        var received = receiver.Received;
        output.WriteLine(
            $"webhooks, worker SIGKILL: events {Events}, endpoints 2, kills {Kills}, seconds {elapsed.Elapsed.TotalSeconds:0.0}, received {received.Count}, repeated {received.Count - received.Select(r => r.Id).Distinct().Count()}");
        Assert.Equal(2 * Events, await CountAsync("true"));
        Assert.Equal(2 * Events, received.Select(r => r.Id).Distinct().Count());
        Assert.Equal(2 * Events, received.Select(r => (r.Path, r.EventId)).Distinct().Count());
        Assert.All(received, r => Assert.True(r.IsSignedBy(secrets[r.Path == "/tags" ? 0 : 1])));

        await Eventually.HoldsAsync(
            async () => await system.Database.ScalarAsync<long>("SELECT coalesce(sum(events), 0)::bigint FROM usage.days") >= await system.Database.ScalarAsync<long>("SELECT count(*) FROM events.log"), Cancellation);
        Assert.Equal(0, await system.Database.ScalarAsync<long>("""
            SELECT count(*) FROM (SELECT tenant_id, (recorded_at AT TIME ZONE 'UTC')::date AS day, count(*) AS events FROM events.log GROUP BY 1, 2) l
              FULL JOIN (SELECT tenant_id, day, events FROM usage.days WHERE events > 0) u USING (tenant_id, day)
             WHERE l.events IS DISTINCT FROM u.events
            """));

        async Task WriteAsync(int round)
        {
            for (var i = 0; i < Events / Kills; i++)
                await SendAsync<CreateTag, TagResult>(tenant, new CreateTag { Translations = [Posts.Name($"Tag {round} {i}")] });
        }

        Task<long> CountAsync(string condition) => system.Database.ScalarAsync<long>($"SELECT count(*) FROM webhooks.deliveries WHERE tenant_id = '{tenant.TenantId}' AND {condition}");
    }

    private Task<TResult> SendAsync<TCommand, TResult>(CommandContext context, TCommand command)
        where TCommand : ICommand<TResult> =>
        TestServices.SendAsync<TCommand, TResult>(system.Services, context, command);
}
