using System.Buffers;
using System.Text;
using RusToK.Api.GraphQL.Server.Responses;

namespace RusToK.Api.GraphQL.Server.Transport;

/// <summary>Writes a response whose data is JSON already, byte by byte what <see cref="ResponseWriter"/> would write.</summary>
internal static class KeptResponseWriter
{
    private static ReadOnlySpan<byte> Data => "{\"data\":"u8;

    private static ReadOnlySpan<byte> Trace => ",\"extensions\":{\"traceId\":\""u8;

    private static ReadOnlySpan<byte> EndOfTrace => "\"}"u8;

    private static ReadOnlySpan<byte> End => "}"u8;

    /// <summary>Bytes of the whole response.</summary>
    public static int LengthOf(KeptResponse response, string? traceId) =>
        Data.Length + response.Data.Length + (traceId is null ? 0 : Trace.Length + traceId.Length + EndOfTrace.Length) + End.Length;

    public static void Write(IBufferWriter<byte> output, KeptResponse response, string? traceId)
    {
        output.Write(Data);
        output.Write(response.Data);
        if (traceId is not null)
        {
            output.Write(Trace);
            Encoding.ASCII.GetBytes(traceId, output);
            output.Write(EndOfTrace);
        }

        output.Write(End);
    }
}
