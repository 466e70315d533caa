using System.Buffers.Binary;

namespace RusToK.Core.Events.Streams;

/// <summary>All events of one aggregate go to one partition, so they keep their order.</summary>
public static class Partitioning
{
    /// <summary>
    /// From the last 64 bits of the id, which are random in a UUIDv7 (RFC 9562), mixed once so that other kinds of id spread as well.
    /// Never changes: cursors rely on it.
    /// </summary>
    public static int Of(Guid aggregateId, int partitions)
    {
        Span<byte> bytes = stackalloc byte[16];
        aggregateId.TryWriteBytes(bytes, bigEndian: true, out _);
        var mixed = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]) * 0x9E3779B97F4A7C15UL;
        return (int)((mixed >> 32) % (uint)partitions);
    }
}
