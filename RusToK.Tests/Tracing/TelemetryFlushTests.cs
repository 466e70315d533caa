using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Trace;
using RusToK.ServiceDefaults.Telemetry;
using Xunit;

namespace RusToK.Tests.Tracing;

public sealed class TelemetryFlushTests
{
    private const int Spans = 130;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_process_that_ends_waits_longer_for_a_slow_backend_than_the_SDK_does()
    {
        using var source = new ActivitySource($"test.{Guid.NewGuid():N}");
        using var backend = new SlowBackend(TimeSpan.FromMilliseconds(500));
        using var host = Host(source, backend);
        await host.StartAsync(Cancellation);
        Record(source);

        var elapsed = Stopwatch.StartNew();
        await host.StopAsync(Cancellation);

        Assert.Equal(Spans, backend.Taken.Count);
        Assert.InRange(elapsed.Elapsed, TimeSpan.FromSeconds(5), TelemetryFlush.Longest + TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_backend_that_takes_nothing_does_not_keep_a_process_from_ending()
    {
        using var source = new ActivitySource($"test.{Guid.NewGuid():N}");
        using var backend = new SlowBackend(TimeSpan.FromSeconds(12));
        using var host = Host(source, backend);
        await host.StartAsync(Cancellation);
        Record(source);

        var elapsed = Stopwatch.StartNew();
        await host.StopAsync(Cancellation);

        Assert.InRange(elapsed.Elapsed, TelemetryFlush.Longest - TimeSpan.FromSeconds(1), TelemetryFlush.Longest + TimeSpan.FromSeconds(5));
    }

    private static void Record(ActivitySource source)
    {
        for (var i = 0; i < Spans; i++)
            source.StartActivity("work")!.Dispose();
    }

    private static IHost Host(ActivitySource source, SlowBackend backend)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing
            .AddSource(source.Name)
            .SetSampler(new AlwaysOnSampler())
            .AddProcessor(new BatchActivityExportProcessor(backend, maxExportBatchSize: 10, scheduledDelayMilliseconds: 600_000)));
        builder.Services.AddHostedService<TelemetryFlush>();
        return builder.Build();
    }

    private sealed class SlowBackend(TimeSpan each) : BaseExporter<Activity>
    {
        public ConcurrentBag<string> Taken { get; } = [];

        public override ExportResult Export(in Batch<Activity> batch)
        {
            foreach (var span in batch)
                Taken.Add(span.SpanId.ToString());
            // A backend that is slow, not a wait for a condition.
            Thread.Sleep(each);
            return ExportResult.Success;
        }
    }
}
