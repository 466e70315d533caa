using System.Buffers.Binary;

namespace RusToK.Core.Persistence;

/// <summary>Ids by which the rows of one process are in the order in which they were made, within a millisecond as well.</summary>
internal static class OrderedId
{
    /// <summary>Numbers that the 12 bits behind the version can be.</summary>
    private const int Fractions = 4096;

    /// <summary>
    /// A UUID of version 7 whose first random bits are the fraction of the millisecond (RFC 9562, section 6.2, method 3): two ids are in order
    /// when they are at least a microsecond apart.
    /// </summary>
    /// <param name="at">Since 1970.</param>
    public static Guid Create(DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(at).TryWriteBytes(bytes, bigEndian: true, out _);
        var fraction = at.UtcTicks % TimeSpan.TicksPerMillisecond * Fractions / TimeSpan.TicksPerMillisecond;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)(0x7000 | fraction));
        return new Guid(bytes, bigEndian: true);
    }
}
