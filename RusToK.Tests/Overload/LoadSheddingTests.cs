using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RusToK.Api.Overload;
using RusToK.Core.Telemetry;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Identity;
using RusToK.Tests.RateLimits;
using RusToK.Tests.Telemetry;
using RusToK.Tests.Telemetry.Proof;
using Xunit;

namespace RusToK.Tests.Overload;

/// <summary>More requests than there is time for: some are refused and told when to come back, and somebody can read that it was so.</summary>
public sealed class LoadSheddingTests(LimitedReplicas replicas, ITestOutputHelper output) : IClassFixture<LimitedReplicas>
{
    /// <summary>Each waits for its answer: all others' work together is what it waits for.</summary>
    private const int Clients = 400;

    [Fact]
    [Proves("rustok.overload.rejections")]
    [Proves("rustok.overload.queue.delay")]
    public void It_begins_when_there_are_many_and_work_waits_and_says_when_it_is_over()
    {
        var (queue, clock, logs) = (new SetDelay(), new SteppedClock(), new Lines());
        var options = new OverloadOptions();
        using var meter = RecordedMeter.OfWhatFollows(TelemetrySources.ResilienceMeter.Name);
        using var shedding = new LoadShedding(queue, Options.Create(options), clock, logs);
        var few = options.AlwaysServed * Environment.ProcessorCount;

        queue.Delay = TimeSpan.FromSeconds(1);
        for (var i = 0; i < 200; i++)
            shedding.Update();
        Assert.All(Enumerable.Range(0, few), _ => Assert.True(shedding.TryBegin()));
        var (refused, most) = Ask(200, () => shedding.Update());
        queue.Delay = TimeSpan.Zero;
        var (fading, _) = Ask(2_000, () => shedding.Update());
        clock.Step(TimeSpan.FromSeconds(6));
        var (later, _) = Ask(100, () => shedding.Update());

        Assert.True(most > 0.99, $"at most {most} were refused");
        Assert.Equal(0, later);
        Assert.Equal(2, logs.Written.Count);
        Assert.StartsWith("More requests than this process has time for", logs.Written[0], StringComparison.Ordinal);
        Assert.Matches("^Requests are no longer refused for want of time; [0-9]+ were$", logs.Written[1]);
        Assert.Equal(refused + fading, meter.Sum("rustok.overload.rejections"));
        Assert.Equal(400, meter.Of("rustok.overload.queue.delay").Count(m => m.Value == 1));

        (long Refused, double MostOfHundred) Ask(int updates, Action update)
        {
            var (sum, highest) = (0L, 0.0);
            for (var i = 0; i < updates; i++)
            {
                update();
                var now = Enumerable.Range(0, 100).Count(_ => !Serve());
                (sum, highest) = (sum + now, Math.Max(highest, now / 100.0));
            }

            return (sum, highest);
        }

        bool Serve()
        {
            if (!shedding.TryBegin())
                return false;
            shedding.End();
            return true;
        }
    }

    [Fact]
    public void Beyond_what_may_be_under_way_nothing_is_begun_and_what_ends_makes_room()
    {
        using var shedding = new LoadShedding(new SetDelay(), Options.Create(new OverloadOptions { MaxUnderWay = 20 }), TimeProvider.System, NullLogger<LoadShedding>.Instance);
        var most = 20 * Environment.ProcessorCount;

        Assert.All(Enumerable.Range(0, most), _ => Assert.True(shedding.TryBegin()));
        Assert.All(Enumerable.Range(0, 5), _ => Assert.False(shedding.TryBegin()));
        shedding.End();

        Assert.True(shedding.TryBegin());
        Assert.False(shedding.TryBegin());
    }

    [Fact]
    public async Task A_flood_is_answered_with_503_and_when_to_come_back()
    {
        await using var api = replicas.Start(("RateLimits:Enabled", "false"), ("Overload:Enabled", "true"), ("Overload:TargetDelay", "00:00:00.001"), ("Overload:AlwaysServed", "1"));
        var tenant = (await replicas.Modules.NewTenantAsync()).TenantId;
        using var counted = new CountedMetric("rustok.overload.rejections");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ModuleHost.Cancellation);
        stop.CancelAfter(Eventually.Deadline);
        var refusal = new TaskCompletionSource<(string RetryAfter, string Type, string Body)>(TaskCreationOptions.RunContinuationsAsynchronously);

        var statuses = (await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => FloodAsync()))).SelectMany(s => s).ToList();

        output.WriteLine($"{statuses.Count} requests, {string.Join(", ", statuses.CountBy(s => s))}");
        var (retryAfter, type, body) = await refusal.Task.WaitAsync(TimeSpan.Zero, ModuleHost.Cancellation);
        Assert.All(statuses, status => Assert.True(status is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{status}"));
        Assert.Contains(retryAfter, (string[])["1", "2", "3"]);
        Assert.Equal("application/problem+json", type);
        var problem = JsonNode.Parse(body)!;
        Assert.Equal("capacity", (string?)problem["rule"]);
        Assert.Equal("INTERNAL", (string?)problem["errors"]![0]!["extensions"]!["code"]);
        Assert.True(counted.Sum() >= 1);
        using var probe = await api.Client.GetAsync("/health/live", ModuleHost.Cancellation);
        Assert.Equal(HttpStatusCode.OK, probe.StatusCode);

        async Task<List<HttpStatusCode>> FloodAsync()
        {
            var own = new List<HttpStatusCode>();
            while (!refusal.Task.IsCompleted && !stop.IsCancellationRequested)
            {
                using var answer = await LimitedReplicas.AskAsync(api, tenant, "192.0.2.7");
                own.Add(answer.StatusCode);
                if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
                {
                    refusal.TrySetResult((
                        answer.Headers.GetValues("Retry-After").Single(), answer.Content.Headers.ContentType!.MediaType!,
                        await answer.Content.ReadAsStringAsync(ModuleHost.Cancellation)));
                }
            }

            return own;
        }
    }

    private sealed class SetDelay : IQueueDelay
    {
        public TimeSpan Delay { get; set; }

        public TimeSpan Sample() => Delay;
    }

    private sealed class Lines : ILogger<LoadShedding>
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add(formatter(state, exception));
    }
}
