using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace RusToK.Tests.Fixtures;

/// <summary>Requests as they are written, for what a proper client would not send: repeated headers, two hosts, whatever line.</summary>
internal static class RawHttp
{
    /// <param name="address">Where to.</param>
    /// <param name="head">The request line and the headers, a line each, without those for length and connection.</param>
    /// <param name="body">Sent as JSON.</param>
    public static async Task<RawAnswer> SendAsync(Uri address, IEnumerable<string> head, string body = "")
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, ModuleHost.Cancellation);
        await using var stream = client.GetStream();
        var content = Encoding.UTF8.GetBytes(body);
        string[] lines = [.. head, "Content-Type: application/json", $"Content-Length: {content.Length}", "Connection: close"];
        await stream.WriteAsync(Encoding.Latin1.GetBytes(string.Join("\r\n", lines) + "\r\n\r\n"), ModuleHost.Cancellation);
        await stream.WriteAsync(content, ModuleHost.Cancellation);
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer, ModuleHost.Cancellation);
        var text = Encoding.UTF8.GetString(answer.ToArray());
        return new RawAnswer(int.Parse(text.Split(' ', 3)[1], CultureInfo.InvariantCulture), text);
    }

    /// <summary>Posts a GraphQL query to a host with these headers.</summary>
    public static Task<RawAnswer> QueryAsync(Uri address, string host, string query, params IEnumerable<string> headers) =>
        SendAsync(address, ["POST /graphql HTTP/1.1", $"Host: {host}", .. headers], System.Text.Json.JsonSerializer.Serialize(new { query }));
}

/// <param name="Status">HTTP status.</param>
/// <param name="Text">Everything that came, headers included.</param>
internal sealed record RawAnswer(int Status, string Text);
