using System.Buffers.Text;
using System.Text;

namespace RusToK.Benchmarks.GraphQL.Load;

/// <summary>An answer in the buffers of its connection.</summary>
/// <param name="Head">The status line and the headers.</param>
/// <param name="Body">Without the framing of its transfer.</param>
internal readonly record struct HttpAnswer(ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Body)
{
    private const int StatusAt = 9;

    public int Status => Utf8Parser.TryParse(Head.Span[StatusAt..], out int status, out _) ? status : 0;

    /// <returns>The value of a header; null when there is none.</returns>
    public string? Header(string name) => Encoding.ASCII.GetString(Head.Span).Split("\r\n")
        .Where(line => line.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase)).Select(line => line[(name.Length + 2)..]).FirstOrDefault();

    public override string ToString() => Encoding.UTF8.GetString(Head.Span) + "\n\n" + Encoding.UTF8.GetString(Body.Span);
}
