using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace RusToK.Tests.Telemetry;

/// <summary>A backend that takes OTLP over HTTP, and counts.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TimeSpan _delay;
    private readonly ConcurrentQueue<(string Path, string Text, string? Key)> _requests = new();
    private long _items;

    private OtlpReceiver(WebApplication app, TimeSpan delay) => (_app, _delay) = (app, delay);

    public Uri Address { get; private set; } = null!;

    /// <summary>Spans and log records that came.</summary>
    public long Items => Interlocked.Read(ref _items);

    /// <summary>Everything that came: the path, the bytes as text, and the header <c>key</c>.</summary>
    public IReadOnlyCollection<(string Path, string Text, string? Key)> Requests => _requests;

    /// <param name="delay">Before each answer.</param>
    /// <param name="port">Its own; any when 0.</param>
    public static async Task<OtlpReceiver> StartAsync(TimeSpan delay = default, int port = 0)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{port}");
        builder.Logging.ClearProviders();
        var receiver = new OtlpReceiver(builder.Build(), delay);
        receiver._app.Run(receiver.AnswerAsync);
        await receiver._app.StartAsync();
        receiver.Address = new Uri(receiver._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var bytes = body.ToArray();
        var path = context.Request.Path.ToString();
        // A resource's spans, or its log records, are its field 2, of which each is a scope's, of which each field 2 is one.
        Interlocked.Add(ref _items, path == "/v1/metrics" ? 0 : Count(bytes, 1, 2, 2));
        _requests.Enqueue((path, Encoding.Latin1.GetString(bytes), context.Request.Headers["key"]));
        if (_delay > TimeSpan.Zero)
            await Task.Delay(_delay, context.RequestAborted);
    }

    /// <summary>How many fields there are at the end of a path of field numbers in a Protobuf message.</summary>
    private static int Count(ReadOnlySpan<byte> message, params ReadOnlySpan<int> path)
    {
        var count = 0;
        while (!message.IsEmpty)
        {
            var key = Varint(ref message);
            var length = (key & 7) switch
            {
                0 => Varint(ref message) * 0,
                1 => 8,
                2 => Varint(ref message),
                5 => 4,
                _ => throw new InvalidDataException($"wire type {key & 7}"),
            };
            if ((int)(key >> 3) == path[0])
                count += path.Length == 1 ? 1 : Count(message[..(int)length], path[1..]);
            message = message[(int)length..];
        }

        return count;
    }

    private static long Varint(ref ReadOnlySpan<byte> message)
    {
        long value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[0];
            message = message[1..];
            value |= (long)(part & 127) << shift;
            if (part < 128)
                return value;
        }
    }
}
