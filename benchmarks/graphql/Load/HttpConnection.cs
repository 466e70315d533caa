using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace RusToK.Benchmarks.GraphQL.Load;

/// <summary>
/// One connection of HTTP/1.1 that sends bytes made before and reads what RFC 9112 allows a server to answer, no more: a client that
/// costs as much as the server would hide what the server costs.
/// </summary>
internal sealed class HttpConnection : IDisposable
{
    private const int Space = 64 * 1024;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _received = new byte[Space];
    private byte[] _chunks = new byte[Space];
    private int _length;

    private HttpConnection()
    {
    }

    /// <param name="port">On 127.0.0.1.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<HttpConnection> OpenAsync(int port, CancellationToken cancellationToken)
    {
        var connection = new HttpConnection();
        await connection._socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        return connection;
    }

    /// <summary>Sends a request and reads its answer, which counts until the next one is asked for.</summary>
    /// <exception cref="InvalidDataException">It is not one, or the connection was closed.</exception>
    public async ValueTask<HttpAnswer> AskAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        for (var sent = 0; sent < request.Length;)
            sent += await _socket.SendAsync(request[sent..], cancellationToken);
        _length = 0;
        int end;
        while ((end = _received.AsSpan(0, _length).IndexOf("\r\n\r\n"u8)) < 0)
            await ReceiveAsync(cancellationToken);
        var head = _received.AsMemory(0, end);
        var body = end + 4;
        if (ContentLength(head.Span) is { } length)
        {
            while (_length < body + length)
                await ReceiveAsync(cancellationToken);
            return new HttpAnswer(_received.AsMemory(0, end), _received.AsMemory(body, length));
        }

        return head.Span.IndexOf("\r\nTransfer-Encoding: chunked"u8) < 0
            ? new HttpAnswer(head, default)
            : new HttpAnswer(_received.AsMemory(0, end), await ReadChunksAsync(body, cancellationToken));
    }

    public void Dispose() => _socket.Dispose();

    private async ValueTask<ReadOnlyMemory<byte>> ReadChunksAsync(int at, CancellationToken cancellationToken)
    {
        var read = 0;
        while (true)
        {
            int line;
            while ((line = _received.AsSpan(at, _length - at).IndexOf("\r\n"u8)) < 0)
                await ReceiveAsync(cancellationToken);
            if (!Utf8Parser.TryParse(_received.AsSpan(at, line), out int size, out _, 'x'))
                throw new InvalidDataException("A chunk has no size.");
            at += line + 2;
            while (_length < at + size + 2)
                await ReceiveAsync(cancellationToken);
            if (size == 0)
                return _chunks.AsMemory(0, read);
            if (_chunks.Length < read + size)
                Array.Resize(ref _chunks, 2 * (read + size));
            _received.AsSpan(at, size).CopyTo(_chunks.AsSpan(read));
            read += size;
            at += size + 2;
        }
    }

    private async ValueTask ReceiveAsync(CancellationToken cancellationToken)
    {
        if (_length == _received.Length)
            Array.Resize(ref _received, 2 * _received.Length);
        var count = await _socket.ReceiveAsync(_received.AsMemory(_length), cancellationToken);
        if (count == 0)
            throw new InvalidDataException("The connection was closed.");
        _length += count;
    }

    private static int? ContentLength(ReadOnlySpan<byte> head)
    {
        // As Kestrel writes it, and as Node does.
        var name = "\r\nContent-Length: "u8;
        var at = head.IndexOf(name);
        if (at < 0)
            at = head.IndexOf("\r\ncontent-length: "u8);
        return at >= 0 && Utf8Parser.TryParse(head[(at + name.Length)..], out int length, out _) ? length : null;
    }
}
