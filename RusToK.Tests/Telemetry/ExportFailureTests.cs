using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using RusToK.ServiceDefaults.Telemetry.Export;
using RusToK.Tests.Identity;
using RusToK.Tests.Telemetry.Proof;
using Xunit;

namespace RusToK.Tests.Telemetry;

[Collection(nameof(LoneTelemetryTests))]
public sealed class ExportFailureTests(ITestOutputHelper output)
{
    private const int Spans = 20_000;
    private const int Queue = 2048;
    private const int Longest = 120_000;

    private static readonly BatchExportActivityProcessorOptions SpanBatches = new() { MaxQueueSize = Queue, MaxExportBatchSize = 512 };

    private static readonly Action<ILogger, int, Exception?> LogNumber = LoggerMessage.Define<int>(LogLevel.Information, new EventId(1), "Number {Number}");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Proves("rustok.telemetry.dropped")]
    public async Task A_backend_that_refuses_connections_holds_nobody_up_and_everything_lost_is_counted() =>
        await LoseAsync("refused", new Uri($"http://127.0.0.1:{FreePort()}"), timeout: 1000, received: () => 0);

    [Fact]
    [Proves("rustok.telemetry.dropped")]
    public async Task A_backend_that_never_answers_holds_nobody_up_and_everything_lost_is_counted()
    {
        // The kernel accepts for it.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await LoseAsync("silent", new Uri($"http://{silent.LocalEndpoint}"), timeout: 1000, received: () => 0);
    }

    [Fact]
    [Proves("rustok.telemetry.dropped")]
    public async Task A_backend_that_needs_5_s_for_a_batch_holds_nobody_up_and_what_it_did_not_get_is_counted()
    {
        await using var slow = await OtlpReceiver.StartAsync(TimeSpan.FromSeconds(5));
        await LoseAsync("slow", slow.Address, timeout: 10_000, received: () => slow.Items);
        Assert.True(slow.Items > 0);
    }

    [Fact]
    public async Task A_backend_that_comes_back_gets_what_is_recorded_from_then_on()
    {
        using var source = new ActivitySource($"test.{Guid.NewGuid():N}");
        var port = FreePort();
        using var provider = Provider(source, new Uri($"http://127.0.0.1:{port}"), timeout: 500);
        for (var round = 0; round < 3; round++)
        {
            End(source, Queue * 2);
            await using var back = await OtlpReceiver.StartAsync(port: port);
            await Eventually.HoldsAsync(
                () =>
                {
                    // What arrives of the time before is more than was promised.
                    End(source, 1, "after");
                    provider.ForceFlush(1000);
                    return back.Requests.Any(r => r.Text.Contains("after", StringComparison.Ordinal));
                },
                Cancellation);
        }
    }

    [Fact]
    public async Task What_is_exported_says_where_it_comes_from_and_nothing_of_it_is_lost()
    {
        using var dropped = new CountedMetric("rustok.telemetry.dropped");
        using var source = new ActivitySource($"test.{Guid.NewGuid():N}");
        await using var backend = await OtlpReceiver.StartAsync();
        using (var provider = Provider(source, backend.Address, timeout: 10_000))
        {
            End(source, Queue);
            Assert.True(provider.ForceFlush(Longest));
        }

        Assert.Equal(Queue, backend.Items);
        Assert.Equal(0, dropped.Sum());
        Assert.All(backend.Requests, r => Assert.Contains("the-service", r.Text, StringComparison.Ordinal));
    }

    [Fact]
    [Proves("rustok.telemetry.dropped")]
    public async Task Log_records_that_a_dead_backend_does_not_get_are_counted_too()
    {
        using var dropped = new CountedMetric("rustok.telemetry.dropped");
        var batches = new BatchExportLogRecordProcessorOptions { MaxQueueSize = Queue, MaxExportBatchSize = 512 };
        using (var factory = LoggerFactory.Create(logging => logging.AddOpenTelemetry(o => o.AddProcessor(LogQueue.To(
            new OtlpLogExporter(Options(new Uri($"http://127.0.0.1:{FreePort()}"), 1000, "logs")), batches)))))
        {
            var logger = factory.CreateLogger("test");
            for (var i = 0; i < Spans; i++)
                LogNumber(logger, i, null);
            Assert.InRange(dropped.Sum(("signal", "logs"), ("reason", "queue_full")), 1, Spans - Queue);
            await Eventually.HoldsAsync(() => dropped.Sum(("signal", "logs")) == Spans, Cancellation);
        }

        await using var backend = await OtlpReceiver.StartAsync();
        using (var factory = LoggerFactory.Create(logging => logging.AddOpenTelemetry(o => o.AddProcessor(LogQueue.To(
            new OtlpLogExporter(Options(backend.Address, 10_000, "logs")), batches)))))
            LogNumber(factory.CreateLogger("test"), 1, null);

        Assert.Equal(1, backend.Items);
        Assert.Contains("service.name", Assert.Single(backend.Requests).Text, StringComparison.Ordinal);
    }

    private async Task LoseAsync(string what, Uri address, int timeout, Func<long> received)
    {
        var healthy = await HealthyAsync();
        using var dropped = new CountedMetric("rustok.telemetry.dropped");
        using var source = new ActivitySource($"test.{Guid.NewGuid():N}");
        using var provider = Provider(source, address, timeout);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var elapsed = Stopwatch.StartNew();

        var times = End(source, Spans);

        elapsed.Stop();
        var retained = GC.GetTotalMemory(forceFullCollection: true) - before;
        var full = dropped.Sum(("signal", "traces"), ("reason", "queue_full"));
        output.WriteLine($"{what}: end of a span p50 {At(times, 0.5):0.0} us, p99 {At(times, 0.99):0.0} us (healthy {At(healthy, 0.5):0.0} and {At(healthy, 0.99):0.0} us: "
            + $"ratio of p99 {At(times, 0.99) / At(healthy, 0.99):0.00}); {Spans} spans in {elapsed.ElapsedMilliseconds} ms; retained {retained / 1024.0 / 1024.0:0.0} MiB");
        Assert.True(provider.ForceFlush(Longest));
        // The last batch may be under way yet.
        await Eventually.HoldsAsync(() => received() + dropped.Sum(("signal", "traces")) >= Spans, Cancellation);
        output.WriteLine($"{what}: {Spans} ended = {received()} received + {full} without room + {dropped.Sum(("signal", "traces"), ("reason", "export_failed"))} in failed batches");

        // 40 batches, of which each would have taken a second or five.
        Assert.InRange(elapsed.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Assert.True(full > 0);
        Assert.Equal(Spans - received(), dropped.Sum(("signal", "traces")));
        // A queue of 2048 and buffers of the exporter.
        Assert.InRange(retained, long.MinValue, 32 * 1024 * 1024);
    }

    private static async Task<double[]> HealthyAsync()
    {
        using var source = new ActivitySource($"test.{Guid.NewGuid():N}");
        await using var backend = await OtlpReceiver.StartAsync();
        using var provider = Provider(source, backend.Address, timeout: 10_000);
        // The first ones pay for the compiler.
        End(source, Spans);
        return End(source, Spans);
    }

    /// <returns>Microseconds that each end took, in order.</returns>
    private static double[] End(ActivitySource source, int count, string name = "work")
    {
        var times = new double[count];
        for (var i = 0; i < count; i++)
        {
            var span = source.StartActivity(name)!;
            var began = Stopwatch.GetTimestamp();
            span.Dispose();
            times[i] = Stopwatch.GetElapsedTime(began).TotalMicroseconds;
        }

        Array.Sort(times);
        return times;
    }

    private static double At(double[] times, double quantile) => times[(int)((times.Length - 1) * quantile)];

    private static TracerProvider Provider(ActivitySource source, Uri address, int timeout) => Sdk.CreateTracerProviderBuilder()
        .AddSource(source.Name)
        .ConfigureResource(r => r.Clear().AddService("the-service"))
        .SetSampler(new AlwaysOnSampler())
        .AddProcessor(SpanQueue.To(new OtlpTraceExporter(Options(address, timeout, "traces")), SpanBatches))
        .Build();

    private static OtlpExporterOptions Options(Uri address, int timeout, string signal) => new()
    {
        Protocol = OtlpExportProtocol.HttpProtobuf,
        Endpoint = new Uri(address, $"v1/{signal}"),
        TimeoutMilliseconds = timeout,
    };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
