using System.Buffers;
using System.Text.Json;
using RusToK.Api.GraphQL.Server.Transport;

namespace RusToK.Api.GraphQL.Server.Plain;

/// <summary>Runs a plain selection.</summary>
internal static class PlainJson
{
    /// <summary>A larger buffer is not kept for the next one.</summary>
    private const int KeptBytes = 128 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _json;

    /// <returns>UTF-8; null when the result cannot be written so.</returns>
    public static byte[]? Write(PlainSelection selection, object result)
    {
        var buffer = _buffer ?? new ArrayBufferWriter<byte>();
        var json = _json ?? new Utf8JsonWriter(buffer, JsonValues.WriterOptions);
        (_buffer, _json) = (null, null);
        json.Reset(buffer);
        if (!TryWrite(selection, result, json))
            return null;
        json.Flush();
        var written = buffer.WrittenSpan.ToArray();
        if (buffer.Capacity <= KeptBytes)
        {
            buffer.ResetWrittenCount();
            (_buffer, _json) = (buffer, json);
        }

        return written;
    }

    private static bool TryWrite(PlainSelection selection, object result, Utf8JsonWriter json)
    {
        try
        {
            return selection.Write(json, result);
        }
#pragma warning disable CA1031 // Whatever it is, the usual way meets it again and makes the error of the field that throws it.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }
}
