using System.Diagnostics;
using RusToK.ServiceDefaults.Telemetry.Sampling;
using RusToK.Tests.Identity;
using Xunit;

namespace RusToK.Tests.Telemetry;

[Collection(nameof(LoneTelemetryTests))]
public sealed class FailuresAmongManyTests(ITestOutputHelper output)
{
    private const int Requests = 100_000;
    private const int Failures = 200;
    private const int Threads = 4;
    private const int SpansEach = 5;

    [Fact]
    public async Task Of_200_failures_among_100000_requests_of_which_1_percent_is_sampled_every_one_is_exported_whole()
    {
        var options = new TailOptions { Latency = TimeSpan.FromMinutes(1), Window = TimeSpan.FromMinutes(2) };
        using var process = new SampledProcess(0.01, options);
        using var dropped = new CountedMetric("rustok.telemetry.dropped");
        var failed = new List<ActivityTraceId>();
        var mostWaiting = 0;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var elapsed = Stopwatch.StartNew();

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
        {
            for (var i = thread; i < Requests; i += Threads)
                Serve(i);
        }, TestContext.Current.CancellationToken)));

        elapsed.Stop();
        var retained = GC.GetTotalMemory(forceFullCollection: true) - before;
        var exported = process.Exported.ToLookup(s => s.TraceId);
        var whole = failed.Count(id => exported[id].Count() == SpansEach && exported[id].All(s => s.ParentSpanId == default || exported[id].Any(p => p.SpanId == s.ParentSpanId)));
        var sampled = exported.Where(trace => !failed.Contains(trace.Key)).ToList();
        output.WriteLine($"failing traces exported whole: {whole} of {failed.Count}; others sampled: {sampled.Count} of {Requests - Failures} ({100.0 * sampled.Count / Requests:0.00} %)");
        output.WriteLine($"waiting at most {mostWaiting} spans of {options.MaxSpans}; thrown away undecided: {dropped.Sum(("reason", "tail_buffer_full"))}; "
            + $"retained {retained / 1024.0 / 1024.0:0.0} MiB with {process.Exported.Count} exported spans; {elapsed.Elapsed.TotalSeconds:0.0} s, {elapsed.Elapsed.TotalMicroseconds / Requests / SpansEach:0.00} us a span");

        Assert.Equal(Failures, failed.Count);
        Assert.Equal(Failures, whole);
        Assert.All(sampled, trace => Assert.Equal(SpansEach, trace.Count()));
        // Six deviations.
        Assert.InRange(sampled.Count, 810, 1190);
        Assert.Equal(0, dropped.Sum(("reason", "tail_buffer_full")));
        Assert.InRange(mostWaiting, 0, Threads * SpansEach);
        Assert.Equal(0, process.Tail.Waiting);
        // The decisions to keep that still stand.
        Assert.InRange(process.Tail.Followed, 0, Failures);

        void Serve(int number)
        {
            Activity.Current = null;
            using var request = process.Source.StartActivity("request", ActivityKind.Server)!;
            // One in 500, on every thread in turn.
            var block = number / (Requests / Failures);
            var fails = number % (Requests / Failures) == block % Threads;
            if (fails)
                lock (failed)
                    failed.Add(request.TraceId);
            using (process.Start("command"))
            {
                process.Do("INSERT events");
                // Half of them fail below, half in the end.
                process.Do("INSERT outbox", fails && block / Threads % 2 == 0 ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
                process.Do("create event");
                InterlockedMax(ref mostWaiting, process.Tail.Waiting);
            }

            if (fails)
                request.SetTag("http.response.status_code", 500);
        }
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
            if (Interlocked.CompareExchange(ref most, value, seen) == seen)
                return;
    }
}
