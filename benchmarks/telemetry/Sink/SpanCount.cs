namespace RusToK.Benchmarks.Telemetry.Sink;

/// <summary>Counts the spans of an OTLP request without reading them: it follows the fields <c>resource_spans</c> (1), <c>scope_spans</c> (2), <c>spans</c> (2).</summary>
internal static class SpanCount
{
    private static readonly int[] Path = [1, 2, 2];

    /// <param name="request">A protobuf message <c>ExportTraceServiceRequest</c>.</param>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static int Of(ReadOnlySpan<byte> request) => Count(request, Path);

    private static int Count(ReadOnlySpan<byte> message, ReadOnlySpan<int> path)
    {
        var count = 0;
        while (!message.IsEmpty)
        {
            var tag = Varint(ref message);
            switch (tag & 7)
            {
                case 0:
                    Varint(ref message);
                    break;
                case 1:
                    message = message[8..];
                    break;
                case 2:
                    var length = checked((int)Varint(ref message));
                    if ((int)(tag >> 3) == path[0])
                        count += path.Length == 1 ? 1 : Count(message[..length], path[1..]);
                    message = message[length..];
                    break;
                case 5:
                    message = message[4..];
                    break;
                default:
                    throw new InvalidDataException("This is not a protobuf message.");
            }
        }

        return count;
    }

    private static ulong Varint(ref ReadOnlySpan<byte> message)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[0];
            message = message[1..];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }
    }
}
