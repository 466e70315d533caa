using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RusToK.ServiceDefaults.Telemetry;
using Xunit;

namespace RusToK.Tests.Telemetry;

public sealed class TelemetryOptionsTests
{
    [Theory]
    [InlineData("OTEL_TRACES_SAMPLER", "sometimes")]
    [InlineData("OTEL_TRACES_SAMPLER_ARG", "1.5")]
    [InlineData("OTEL_TRACES_SAMPLER_ARG", "half")]
    [InlineData("Telemetry:Tail:Latency", "00:02:00")]
    [InlineData("Telemetry:Tail:Latency", "00:00:00")]
    [InlineData("Telemetry:Tail:MaxSpans", "10")]
    [InlineData("Telemetry:Tail:Window", "01:00:00")]
    [InlineData("Telemetry:IncomingTrace", "trust")]
    [InlineData("Telemetry:Backends:0:Endpoint", "jaeger")]
    [InlineData("Telemetry:Metrics:Port", "70000")]
    [InlineData("Telemetry:Metrics:Token", "short")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "jaeger")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://one:4317,http://two:4317")]
    public async Task What_makes_no_sense_keeps_a_process_from_starting_and_the_message_names_the_key(string key, string value)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration[key] = value;
        builder.AddTelemetry("test");
        builder.Logging.ClearProviders();

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(async () =>
        {
            using var host = builder.Build();
            await host.StartAsync(TestContext.Current.CancellationToken);
        });

        Assert.Contains(key.Split(":Endpoint")[0], failure.Message, StringComparison.Ordinal);
    }
}
