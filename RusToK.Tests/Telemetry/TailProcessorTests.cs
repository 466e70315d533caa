using System.Diagnostics;
using RusToK.ServiceDefaults.Telemetry.Sampling;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Identity;
using RusToK.Tests.Telemetry.Proof;
using Xunit;

namespace RusToK.Tests.Telemetry;

[Collection(nameof(LoneTelemetryTests))]
public sealed class TailProcessorTests
{
    private static readonly TailOptions Standard = new();

    [Fact]
    public void A_trace_that_went_well_is_thrown_away_and_leaves_nothing_behind()
    {
        using var process = new SampledProcess(0);
        using (process.Start("request"))
        {
            process.Do("sql");
            Assert.Equal((1, 1), (process.Tail.Waiting, process.Tail.Followed));
        }

        Assert.Empty(process.Names);
        Assert.Equal((0, 0), (process.Tail.Waiting, process.Tail.Followed));
    }

    [Fact]
    public void A_trace_in_which_a_span_failed_is_exported_whole_from_the_failure_on()
    {
        using var process = new SampledProcess(0);
        using (process.Start("request"))
        {
            process.Do("first");
            process.Do("second", ActivityStatusCode.Error);
            Assert.Equal(["first", "second"], process.Names);
            process.Do("third");
        }

        Assert.Equal(["first", "second", "third", "request"], process.Names);
        Assert.Equal("error", process.Exported.Last().GetTagItem("rustok.sampling.kept"));
        Assert.Equal(0, process.Tail.Waiting);
    }

    [Fact]
    public void A_request_that_was_answered_with_a_5xx_has_failed()
    {
        using var process = new SampledProcess(0);
        using (var request = process.Source.StartActivity("request", ActivityKind.Server)!)
        {
            process.Do("sql");
            request.SetTag("http.response.status_code", 503);
        }

        Assert.Equal(["sql", "request"], process.Names);
    }

    [Fact]
    public void A_trace_that_took_as_long_as_the_bound_is_exported_whole()
    {
        using var process = new SampledProcess(0, Standard);
        using (process.Start("request", ago: Standard.Latency))
            process.Do("sql");

        Assert.Equal(["sql", "request"], process.Names);
        Assert.Equal("slow", process.Exported.Last().GetTagItem("rustok.sampling.kept"));
    }

    [Fact]
    public void A_trace_that_is_open_is_decided_as_soon_as_it_is_slow()
    {
        using var process = new SampledProcess(0, Standard);
        using var import = process.Start("import", ago: TimeSpan.FromHours(1));
        process.Do("first");
        Assert.Equal(1, process.Tail.Waiting);

        process.Tail.Sweep();
        process.Do("second");

        Assert.Equal(["first", "second"], process.Names);
        Assert.Equal(0, process.Tail.Waiting);
    }

    [Fact]
    public void Local_roots_of_one_trace_that_are_open_together_are_decided_together()
    {
        using var process = new SampledProcess(0);
        var published = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.None, null, isRemote: true);
        var first = process.Source.StartActivity("process first", ActivityKind.Consumer, published)!;
        process.Do("sql of first");
        Activity.Current = null;
        var second = process.Source.StartActivity("process second", ActivityKind.Consumer, published)!;
        first.Dispose();
        Assert.Empty(process.Names);

        second.SetStatus(ActivityStatusCode.Error).Dispose();

        Assert.Equal(["sql of first", "process first", "process second"], process.Names);
    }

    [Fact]
    public void What_starts_after_the_end_of_a_trace_is_decided_as_it_was_for_a_while()
    {
        var clock = new ShiftedClock();
        using var process = new SampledProcess(0, clock: clock);
        var request = process.Start("request").SetStatus(ActivityStatusCode.Error);
        // As an event or a queue carries it.
        var cause = request.Context;
        request.Dispose();
        Mail("kept");
        clock.Advance(TimeSpan.FromMinutes(3));
        process.Tail.Sweep();
        Mail("too late");

        Assert.Equal(["request", "kept"], process.Names);
        Assert.Equal(0, process.Tail.Followed);

        void Mail(string name)
        {
            Activity.Current = null;
            process.Source.StartActivity(name, ActivityKind.Client, cause)!.Dispose();
        }
    }

    [Fact]
    public void What_fails_after_the_end_of_a_trace_that_went_well_is_exported_by_itself()
    {
        using var process = new SampledProcess(0);
        var request = process.Start("request");
        var mail = process.Start("mail");
        Activity.Current = request;
        request.Dispose();

        mail.SetStatus(ActivityStatusCode.Error).Dispose();

        Assert.Equal(["mail"], process.Names);
    }

    [Fact]
    [Proves("rustok.telemetry.dropped")]
    public void A_full_buffer_counts_what_it_has_no_room_for_and_still_exports_every_failure()
    {
        var options = new TailOptions { MaxSpans = 256, Latency = TimeSpan.FromMinutes(1), Window = TimeSpan.FromMinutes(2) };
        using var process = new SampledProcess(0, options);
        using var dropped = new CountedMetric("rustok.telemetry.dropped");
        using (var request = process.Start("request"))
        {
            for (var i = 0; i < 300; i++)
                process.Do("sql");
            Assert.Equal(256, process.Tail.Waiting);
            process.Do("last", ActivityStatusCode.Error);
        }

        Assert.Equal(258, process.Exported.Count);
        Assert.Equal(300 - 256, dropped.Sum(("signal", "traces"), ("reason", "tail_buffer_full")));
        Assert.Equal(0, process.Tail.Waiting);
    }

    [Fact]
    public void No_more_traces_are_followed_than_there_is_room_for()
    {
        var options = new TailOptions { MaxSpans = 256, Latency = TimeSpan.FromMinutes(1), Window = TimeSpan.FromMinutes(2) };
        using var process = new SampledProcess(0, options);
        var requests = Enumerable.Range(0, 300).Select(_ =>
        {
            Activity.Current = null;
            return process.Start("request");
        }).ToList();
        Assert.Equal(256, process.Tail.Followed);

        foreach (var request in requests)
            request.SetStatus(ActivityStatusCode.Error).Dispose();

        Assert.Equal(300, process.Exported.Count);
        Assert.Equal(256, process.Tail.Followed);
    }

    [Fact]
    public void What_a_filter_has_switched_off_is_neither_exported_nor_followed()
    {
        using var process = new SampledProcess(0, Standard);
        using (var probe = process.Start("GET /health", ago: TimeSpan.FromSeconds(1)))
        {
            probe.IsAllDataRequested = false;
            Assert.Null(process.Source.StartActivity("sql"));
            process.Tail.Sweep();
        }

        Assert.Empty(process.Names);
        Assert.Equal(0, process.Tail.Followed);
    }

    [Fact]
    public void A_sampled_trace_waits_for_nothing()
    {
        using var process = new SampledProcess(1);
        using (process.Start("request"))
        {
            process.Do("sql");
            Assert.Equal(["sql"], process.Names);
            Assert.Equal(0, process.Tail.Followed);
        }

        Assert.Equal(["sql", "request"], process.Names);
        Assert.Null(process.Exported.Last().GetTagItem("rustok.sampling.kept"));
    }
}
