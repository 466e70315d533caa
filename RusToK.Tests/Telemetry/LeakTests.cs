using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using RusToK.Core.Telemetry;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Import.WordPress;
using RusToK.Tests.Pipeline;
using RusToK.Tests.Webhooks;
using RusToK.Worker.Webhooks;
using Xunit;

namespace RusToK.Tests.Telemetry;

/// <summary>Secrets and personal data go in everywhere, with success and without; none of them comes out as telemetry or in an error (ADR 0087).</summary>
public sealed partial class LeakTests(SpineFixture spine, PipelineFixture pipelines, ITestOutputHelper output)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_that_clients_send_or_get_is_in_any_span_metric_log_or_error()
    {
        using var telemetry = new EmittedTelemetry();
        var run = new MarkedRun(spine, telemetry);

        await run.RunAsync();

        Report(telemetry, run.Marks, run.Answers, leastKinds: 55);
    }

    [Fact]
    public async Task Nothing_that_the_worker_handles_is_in_any_span_metric_or_log()
    {
        using var telemetry = new EmittedTelemetry();
        var marks = new Marks();

        await DeliverAsync(telemetry, marks);
        await ImportAsync(marks);
        await HandleAsync(telemetry, marks);

        Report(telemetry, marks, [], leastKinds: 16);
    }

    [Fact]
    public void A_mark_is_found_wherever_it_is()
    {
        using var telemetry = new EmittedTelemetry();
        var marks = new Marks();
        using (var span = TelemetrySources.Commands.StartActivity("test")!)
        {
            using var named = TelemetrySources.Commands.StartActivity(marks.Of("span name"));
            span.SetTag("x", marks.Of("attribute")).SetStatus(ActivityStatusCode.Error, marks.Of("status")).AddBaggage("x", marks.Of("baggage"));
            span.AddEvent(new ActivityEvent(marks.Of("event"), tags: new() { ["x"] = marks.Of("attribute of an event") }));
            span.AddLink(new ActivityLink(new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), default), new() { ["x"] = marks.Of("attribute of a link") }));
            span.AddException(new NotSupportedException(marks.Of("exception of a span")));
        }

        using var meter = new Meter("test");
        meter.CreateCounter<long>("test.leaks").Add(1, new KeyValuePair<string, object?>("x", marks.Of("label")));
        meter.CreateCounter<long>(marks.Of("name of a metric")).Add(1);
        var logger = telemetry.CreateLogger("test");
        Leaked(logger, new NotSupportedException(marks.Of("exception of a record")), marks.Of("attribute of a record"));

        var found = telemetry.Everything().SelectMany(marks.In).ToHashSet();

        Assert.Equal(marks.All.Select(m => m.Kind).Order(), found.Order());
        Assert.Equal(2, telemetry.Everything().Count(t => (t.StartsWith("console", StringComparison.Ordinal) || t.StartsWith("record", StringComparison.Ordinal)) && marks.In(t).Any()));
    }

    /// <summary>An endpoint whose address is a secret and whose answers are the receiver's own.</summary>
    private async Task DeliverAsync(EmittedTelemetry telemetry, Marks marks)
    {
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(telemetry));
        await using var world = await WebhookWorld.StartAsync(spine);
        await using var receiver = await Receiver.StartAsync();
        var tenant = await world.NewTenantAsync();
        var url = receiver.Url($"/hook/{marks.Of("webhook path")}?key={marks.Of("webhook query")}");
        var made = await world.NewWebhookAsync(tenant, url);
        marks.Made("webhook secret", made.Secret);
        var (answer, header, location) = (marks.Of("webhook answer"), marks.Of("webhook answer's header"), marks.Of("webhook redirect"));
        receiver.Behaviour = context =>
        {
            (context.Response.StatusCode, context.Response.Headers["X-Answer"], context.Response.Headers.Location) = (receiver.Received.Count % 2 == 0 ? 302 : 500, header, "/hook/" + location);
            return context.Response.WriteAsync($"no, {answer}@example.test");
        };
        await world.NewWebhookAsync(tenant, $"http://nowhere.invalid/hook/{marks.Of("path of a webhook that is away")}");
        var options = WebhookWorld.Quick;
        options.MaxAttempts = 3;
        await world.NewTagAsync(tenant);
        using (var handling = TelemetrySources.Events.StartActivity("handling"))
            await world.FanOutAsync(handling);

        await world.StartDelivererAsync(options, logger: loggers.CreateLogger<WebhookDeliverer>());

        await Eventually.HoldsAsync(async () => await world.CountAsync("pending") == 0, Cancellation);
        await world.StopDeliverersAsync();
        Assert.NotEmpty(receiver.Received);
    }

    /// <summary>Files that are good, of another kind, and broken in the middle.</summary>
    private async Task ImportAsync(Marks marks)
    {
        var host = new ImportHost(spine);
        await using var _ = host;
        await host.InitializeAsync();
        var tenant = await host.NewTenantAsync();
        var site = new ExportedSite()
            .Author(marks.Of("import author's login"), marks.Of("import author's name"), $"{marks.Of("import author's mail")}@example.test")
            .Item(new ExportedItem(1)
            {
                Title = marks.Of("import title"),
                Comments =
                [
                    new ExportedComment(5)
                    {
                        Author = marks.Of("comment author"), Mail = $"{marks.Of("comment mail")}@example.test", Address = marks.Of("comment address"), Body = marks.Of("comment text"),
                    },
                    new ExportedComment(6) { Date = marks.Of("comment date") },
                ],
            });

        await tenant.ImportAsync(site);
        foreach (var broken in new[] { $"<rss><channel><{marks.Of("broken file")}></channel></rss>", marks.Of("no XML at all") })
        {
            try
            {
                await tenant.ImportAsync(System.Text.Encoding.UTF8.GetBytes(broken));
            }
            catch (Exception error) when (error is not Xunit.Sdk.XunitException)
            {
                // What it says to the operator is theirs.
            }
        }
    }

    /// <summary>Events that cannot be handled, with an exception that quotes them.</summary>
    private async Task HandleAsync(EmittedTelemetry telemetry, Marks marks)
    {
        await using var database = await pipelines.CreateAsync();
        var poison = marks.Of("payload of an event");
        await using var pipeline = await RunningPipeline.StartAsync(
            database, new PipelineSettings { Logs = telemetry }, new TestProjection { Poison = { [poison] = true } });

        await database.AppendAsync(Guid.CreateVersion7(), 1, poison, $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-01");

        await Eventually.HoldsAsync(() => telemetry.Lines.Any(l => l.Contains("consumer.event_dead", StringComparison.Ordinal)), Cancellation);
    }

    private void Report(EmittedTelemetry telemetry, Marks marks, IReadOnlyCollection<string> answers, int leastKinds)
    {
        var found = telemetry.Everything().Concat(answers)
            .SelectMany(text => marks.In(text).Select(kind => $"{kind}: {(text.Length > 2000 ? text[..2000] : text)}")).Distinct().ToList();
        output.WriteLine(
            $"{marks.All.Count} kinds of marks, {telemetry.SpanCount} spans, {telemetry.RecordCount} log records, {telemetry.SeriesCount} series and {answers.Count} errors searched: {found.Count} found");
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
        Assert.True(marks.All.Count >= leastKinds, $"only {marks.All.Count} kinds");
        Assert.True(telemetry.SpanCount > 20 && telemetry.RecordCount > 4 && telemetry.SeriesCount > 20, "telemetry is missing");
    }

    [LoggerMessage(9803, LogLevel.Error, "It says {Word}", EventName = "test.leaked")]
    private static partial void Leaked(ILogger logger, Exception error, string word);
}
