using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;
using RusToK.Core.Telemetry;
using RusToK.ServiceDefaults.Telemetry;
using RusToK.Tests.Identity;
using Xunit;

namespace RusToK.Tests.Telemetry;

[Collection(nameof(LoneTelemetryTests))]
public sealed class BackendTests
{
    /// <summary>Nobody else in this process listens to it, and so nobody else has its spans sampled.</summary>
    private static readonly ActivitySource Own = new("RusToK.Tests.Telemetry.Backends");

    private static readonly Action<ILogger, Exception?> Note = LoggerMessage.Define(LogLevel.Warning, new EventId(1), "a record");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_backend_gets_the_signals_it_takes_and_none_gets_the_secrets_of_another()
    {
        await using var dashboard = await OtlpReceiver.StartAsync();
        await using var jaeger = await OtlpReceiver.StartAsync();
        using (var host = Host(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", dashboard.Address.ToString()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_EXPORTER_OTLP_HEADERS", "key=secret"),
            ("Telemetry:Backends:0:Endpoint", jaeger.Address.ToString()), ("Telemetry:Backends:0:Protocol", "HttpProtobuf"), ("Telemetry:Backends:0:Signals", "Traces")))
        {
            await host.StartAsync(Cancellation);
            Activity.Current = null;
            TelemetrySources.Commands.StartActivity("a command")!.Dispose();
            Note(host.Services.GetRequiredService<ILogger<BackendTests>>(), null);
            await host.StopAsync(Cancellation);
        }

        Assert.Equal(["/v1/logs", "/v1/metrics", "/v1/traces"], dashboard.Requests.Select(r => r.Path).Distinct().Order());
        Assert.Equal(["/v1/traces"], jaeger.Requests.Select(r => r.Path).Distinct());
        Assert.All(dashboard.Requests, r => Assert.Equal("secret", r.Key));
        Assert.All(jaeger.Requests, r => Assert.Null(r.Key));
        foreach (var backend in (OtlpReceiver[])[dashboard, jaeger])
            Assert.Contains(backend.Requests, r => r.Text.Contains("a command", StringComparison.Ordinal));
        Assert.Contains(dashboard.Requests, r => r.Text.Contains("a record", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_signal_can_have_a_backend_of_its_own()
    {
        await using var traces = await OtlpReceiver.StartAsync();
        using (var host = Host(("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", $"{traces.Address}here"), ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/protobuf")))
        {
            await host.StartAsync(Cancellation);
            Activity.Current = null;
            TelemetrySources.Commands.StartActivity("a command")!.Dispose();
            await host.StopAsync(Cancellation);
        }

        Assert.All(traces.Requests, r => Assert.Equal("/here", r.Path));
        Assert.NotEmpty(traces.Requests);
    }

    [Fact]
    public async Task With_a_ratio_of_zero_the_trace_that_failed_is_the_one_that_arrives()
    {
        await using var backend = await OtlpReceiver.StartAsync();
        using (var host = Host(
            ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", $"{backend.Address}v1/traces"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_TRACES_SAMPLER", "parentbased_traceidratio"), ("OTEL_TRACES_SAMPLER_ARG", "0"), ("Telemetry:Tail:Latency", "00:00:30"), ("Telemetry:Tail:Window", "00:01:00")))
        {
            await host.StartAsync(Cancellation);
            Activity.Current = null;
            Own.StartActivity("went well")!.Dispose();
            Own.StartActivity("went wrong")!.SetStatus(ActivityStatusCode.Error).Dispose();
            await host.StopAsync(Cancellation);
        }

        Assert.Contains(backend.Requests, r => r.Text.Contains("went wrong", StringComparison.Ordinal));
        Assert.DoesNotContain(backend.Requests, r => r.Text.Contains("went well", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_lost_is_counted_from_zero()
    {
        using var dropped = new CountedMetric("rustok.telemetry.dropped");
        using var host = Host();
        await host.StartAsync(Cancellation);

        foreach (var (signal, reason) in ((string, string)[])[
            ("traces", "queue_full"), ("traces", "export_failed"), ("traces", "tail_buffer_full"), ("logs", "queue_full"), ("logs", "export_failed"), ("metrics", "export_failed")])
            Assert.True(dropped.HasZero(("signal", signal), ("reason", reason)), $"{signal} {reason}");
        await host.StopAsync(Cancellation);
    }

    [Fact]
    public async Task Telemetry_says_which_process_of_which_version_on_which_machine_it_comes_from()
    {
        await using var backend = await OtlpReceiver.StartAsync();
        using (var host = Host(("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", backend.Address.ToString()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")))
        {
            await host.StartAsync(Cancellation);
            Activity.Current = null;
            TelemetrySources.Commands.StartActivity("a command")!.Dispose();
            await host.StopAsync(Cancellation);
        }

        var text = backend.Requests.First().Text;
        foreach (var attribute in (string[])[
            "service.name", "service.namespace", "service.version", "service.instance.id", "deployment.environment.name", "host.name", "host.arch", "os.type",
            "process.pid", "process.executable.name", "process.creation.time", "process.runtime.name", "process.runtime.version"])
            Assert.Contains(attribute, text, StringComparison.Ordinal);
    }

    private static IHost Host(params (string Key, string Value)[] settings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new());
        foreach (var (key, value) in settings)
            builder.Configuration[key] = value;
        builder.AddTelemetry("test");
        builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddSource(Own.Name));
        return builder.Build();
    }
}
