using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Trace;
using RusToK.ServiceDefaults.Telemetry;
using Xunit;

namespace RusToK.Tests.Telemetry;

[Collection(nameof(LoneTelemetryTests))]
public sealed class IncomingTraceTests
{
    private const string TraceId = "5bf92f3577b34da6a3ce929d0e0e4736";
    private const string SpanId = "00f067aa0ba902b7";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_callers_trace_goes_on_here_without_its_state_and_its_baggage()
    {
        var span = await CallAsync([], ("traceparent", $"00-{TraceId}-{SpanId}-01"), ("tracestate", "vendor=what-he-likes"), ("baggage", "tenant.id=1"));

        Assert.Equal((TraceId, SpanId), (span.TraceId.ToHexString(), span.ParentSpanId.ToHexString()));
        Assert.Null(span.TraceStateString);
        Assert.Empty(span.Baggage);
        Assert.Empty(span.Links);
    }

    [Fact]
    public async Task A_callers_trace_is_linked_to_where_that_is_configured()
    {
        var span = await CallAsync([("Telemetry:IncomingTrace", "link")], ("traceparent", $"00-{TraceId}-{SpanId}-01"), ("tracestate", "vendor=what-he-likes"), ("baggage", "tenant.id=1"));

        Assert.NotEqual(TraceId, span.TraceId.ToHexString());
        Assert.Equal(default, span.ParentSpanId);
        var link = Assert.Single(span.Links).Context;
        Assert.Equal((TraceId, SpanId), (link.TraceId.ToHexString(), link.SpanId.ToHexString()));
        Assert.Null(link.TraceState);
        Assert.Null(span.TraceStateString);
        Assert.Empty(span.Baggage);
    }

    [Theory]
    [InlineData("continue", "")]
    [InlineData("link", "")]
    [InlineData("continue", "00-00000000000000000000000000000000-00f067aa0ba902b7-01")]
    [InlineData("link", "00-00000000000000000000000000000000-00f067aa0ba902b7-01")]
    [InlineData("continue", "not a trace")]
    [InlineData("link", "not a trace")]
    public async Task A_call_without_a_trace_begins_one(string mode, string traceParent)
    {
        var span = await CallAsync([("Telemetry:IncomingTrace", mode)], ("traceparent", traceParent), ("tracestate", "vendor=what-he-likes"));

        Assert.Equal(default, span.ParentSpanId);
        Assert.Empty(span.Links);
        Assert.Null(span.TraceStateString);
    }

    [Theory]
    [InlineData("continue", "00")]
    [InlineData("continue", "01")]
    [InlineData("link", "00")]
    [InlineData("link", "01")]
    public async Task Whether_it_is_sampled_is_decided_here(string mode, string flags)
    {
        var caller = ("traceparent", $"00-{TraceId}-{SpanId}-{flags}");
        Assert.True((await CallAsync([("Telemetry:IncomingTrace", mode)], caller)).Recorded);
        Assert.False((await CallAsync(
            [
                ("Telemetry:IncomingTrace", mode), ("OTEL_TRACES_SAMPLER", "parentbased_traceidratio"), ("OTEL_TRACES_SAMPLER_ARG", "0"),
                // Nobody is there; without a backend nothing would be recorded.
                ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://127.0.0.1:9"),
            ],
            caller)).Recorded);
    }

    /// <returns>The span of a request with these headers to a process with these settings.</returns>
    private static async Task<Activity> CallAsync((string Key, string Value)[] settings, params (string Name, string Value)[] headers)
    {
        // Of the server's spans only those of this one.
        using var source = new ActivitySource($"test.{Guid.NewGuid():N}");
        var seen = new Seen(source.Name);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        foreach (var (key, value) in settings)
            builder.Configuration[key] = value;
        builder.AddTelemetry("test");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(source);
        builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddSource(source.Name).AddProcessor(seen));
        await using var app = builder.Build();
        app.Run(_ => Task.CompletedTask);
        await app.StartAsync(Cancellation);

        Activity.Current = null;
        using var handler = new SocketsHttpHandler { ActivityHeadersPropagator = null };
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        (await client.SendAsync(request, Cancellation)).Dispose();
        await Eventually.HoldsAsync(() => !seen.Spans.IsEmpty, Cancellation);
        await app.StopAsync(Cancellation);
        return Assert.Single(seen.Spans);
    }

    private sealed class Seen(string source) : BaseProcessor<Activity>
    {
        public ConcurrentQueue<Activity> Spans { get; } = new();

        public override void OnEnd(Activity data)
        {
            if (data.Source.Name == source)
                Spans.Enqueue(data);
        }
    }
}
