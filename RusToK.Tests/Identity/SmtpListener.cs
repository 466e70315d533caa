using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace RusToK.Tests.Identity;

/// <summary>A mail server that keeps what it is given: as much of RFC 5321 as a client needs to hand one mail over.</summary>
internal sealed class SmtpListener : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Channel<ReceivedMail> _mails = Channel.CreateUnbounded<ReceivedMail>();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public SmtpListener()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Connections to turn away first.</summary>
    public int Refusals { get; set; }

    public int Received { get; private set; }

    public async Task<ReceivedMail> NextAsync(CancellationToken cancellationToken) =>
        await _mails.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream);
            await using var writer = new StreamWriter(stream) { NewLine = "\r\n", AutoFlush = true };
            if (Refusals-- > 0)
            {
                await writer.WriteLineAsync("421 come again");
                continue;
            }

            await TalkAsync(reader, writer);
        }
    }

    private async Task TalkAsync(StreamReader reader, StreamWriter writer)
    {
        await writer.WriteLineAsync("220 test");
        var (from, to) = ("", "");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            if (line.StartsWith("MAIL FROM:", StringComparison.OrdinalIgnoreCase))
                from = Between(line);
            if (line.StartsWith("RCPT TO:", StringComparison.OrdinalIgnoreCase))
                to = Between(line);
            if (line == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                var data = new List<string>();
                while (await reader.ReadLineAsync(_stop.Token) is { } text and not ".")
                    data.Add(text);
                Received++;
                _mails.Writer.TryWrite(new ReceivedMail(from, to, string.Join('\n', data)));
            }

            await writer.WriteLineAsync(line == "QUIT" ? "221 bye" : "250 ok");
            if (line == "QUIT")
                return;
        }
    }

    private static string Between(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
}

internal sealed record ReceivedMail(string From, string To, string Data);
