using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace RusToK.Benchmarks.Telemetry.Sink;

/// <summary>A backend for OTLP over gRPC in this process: it takes everything, counts it and throws it away.</summary>
internal sealed class OtlpSink : IAsyncDisposable
{
    private const int FrameHeader = 5;

    private readonly WebApplication _app;
    private readonly TimeSpan _delay;
    private long _spans;
    private long _bytes;

    private OtlpSink(TimeSpan delay)
    {
        _delay = delay;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(TakeAsync);
    }

    public Uri Address { get; private set; } = null!;

    /// <summary>Spans taken so far.</summary>
    public long Spans => Volatile.Read(ref _spans);

    /// <summary>Bytes taken so far, of all signals.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <param name="delay">How long each answer takes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<OtlpSink> StartAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        var sink = new OtlpSink(delay);
        await sink._app.StartAsync(cancellationToken);
        sink.Address = new Uri(sink._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return sink;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        Interlocked.Add(ref _bytes, body.Length);
        if (context.Request.Path.Value!.EndsWith("TraceService/Export", StringComparison.Ordinal))
            Interlocked.Add(ref _spans, SpanCount.Of(body.GetBuffer().AsSpan(FrameHeader, (int)body.Length - FrameHeader)));
        if (_delay > TimeSpan.Zero)
            await Task.Delay(_delay, context.RequestAborted);
        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(new byte[FrameHeader], context.RequestAborted);
        context.Response.AppendTrailer("grpc-status", "0");
    }
}
