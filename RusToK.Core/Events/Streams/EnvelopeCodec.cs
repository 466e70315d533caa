using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace RusToK.Core.Events.Streams;

/// <summary>
/// The binary form of envelopes inside a stream entry: many envelopes one behind the other, so that one entry, one
/// XADD and one XACK carry dozens of events. Payloads stay readable JSON. Integers are little-endian; strings are UTF-8 behind a 32-bit
/// length, -1 for null.
/// </summary>
public static class EnvelopeCodec
{
    /// <summary>First byte of every envelope; a reader refuses others instead of guessing.</summary>
    private const byte Format = 1;

    private const int GuidSize = 16;

    public static void Write(EventEnvelope e, ArrayBufferWriter<byte> target)
    {
        var size = 1 + (GuidSize * 6) + sizeof(short) + (sizeof(long) * 3)
            + Size(e.Type) + Size(e.AggregateType) + Size(e.TraceParent) + Size(e.TraceState) + Size(e.Baggage)
            + sizeof(int) + e.Payload.Length;
        var span = target.GetSpan(size);
        var writer = new Writer(span);
        writer.Byte(Format);
        writer.Guid(e.Id);
        writer.Guid(e.TenantId);
        writer.Guid(e.AggregateId);
        writer.Guid(e.CorrelationId);
        writer.Guid(e.CausationId ?? Guid.Empty);
        writer.Guid(e.ActorId ?? Guid.Empty);
        writer.Int16((short)e.SchemaVersion);
        writer.Int64(e.AggregateVersion);
        writer.Int64(e.OccurredAt.UtcTicks);
        writer.Int64(e.RecordedAt.UtcTicks);
        writer.String(e.Type);
        writer.String(e.AggregateType);
        writer.String(e.TraceParent);
        writer.String(e.TraceState);
        writer.String(e.Baggage);
        writer.Bytes(e.Payload.Span);
        target.Advance(writer.Written);
    }

    public static byte[] Encode(EventEnvelope envelope)
    {
        var buffer = new ArrayBufferWriter<byte>(512 + envelope.Payload.Length);
        Write(envelope, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads all envelopes of an entry. Payloads are slices of <paramref name="data"/>, not copies.</summary>
    /// <exception cref="FormatException">The bytes were not written by a version this process knows.</exception>
    public static void ReadAll(ReadOnlyMemory<byte> data, List<EventEnvelope> target)
    {
        var reader = new Reader(data);
        while (!reader.AtEnd)
        {
            var format = reader.Byte();
            if (format != Format)
                throw new FormatException($"Envelope format {format} is unknown to this version, which knows {Format}.");
            target.Add(ReadOne(ref reader));
        }
    }

    private static EventEnvelope ReadOne(ref Reader reader)
    {
        var id = reader.Guid();
        var tenant = reader.Guid();
        var aggregate = reader.Guid();
        var correlation = reader.Guid();
        var causation = reader.Guid();
        var actor = reader.Guid();
        var schema = reader.Int16();
        var version = reader.Int64();
        var occurred = reader.Int64();
        var recorded = reader.Int64();
        return new EventEnvelope
        {
            Id = id,
            TenantId = tenant,
            AggregateId = aggregate,
            CorrelationId = correlation,
            CausationId = causation == Guid.Empty ? null : causation,
            ActorId = actor == Guid.Empty ? null : actor,
            SchemaVersion = schema,
            AggregateVersion = version,
            OccurredAt = new DateTimeOffset(occurred, TimeSpan.Zero),
            RecordedAt = new DateTimeOffset(recorded, TimeSpan.Zero),
            Type = reader.Name(),
            AggregateType = reader.Name(),
            TraceParent = reader.String(),
            TraceState = reader.String(),
            Baggage = reader.String(),
            Payload = reader.Bytes(),
        };
    }

    private static int Size(string? text) => sizeof(int) + (text is null ? 0 : Encoding.UTF8.GetByteCount(text));

    private ref struct Writer(Span<byte> target)
    {
        private readonly Span<byte> _target = target;

        public int Written { get; private set; }

        public void Byte(byte value) => _target[Written++] = value;

        public void Guid(Guid value)
        {
            value.TryWriteBytes(_target[Written..]);
            Written += GuidSize;
        }

        public void Int16(short value)
        {
            BinaryPrimitives.WriteInt16LittleEndian(_target[Written..], value);
            Written += sizeof(short);
        }

        public void Int64(long value)
        {
            BinaryPrimitives.WriteInt64LittleEndian(_target[Written..], value);
            Written += sizeof(long);
        }

        public void String(string? value)
        {
            if (value is null)
            {
                Int32(-1);
                return;
            }

            var length = Encoding.UTF8.GetBytes(value, _target[(Written + sizeof(int))..]);
            Int32(length);
            Written += length;
        }

        public void Bytes(ReadOnlySpan<byte> value)
        {
            Int32(value.Length);
            value.CopyTo(_target[Written..]);
            Written += value.Length;
        }

        private void Int32(int value)
        {
            BinaryPrimitives.WriteInt32LittleEndian(_target[Written..], value);
            Written += sizeof(int);
        }
    }

    private struct Reader(ReadOnlyMemory<byte> data)
    {
        private readonly ReadOnlyMemory<byte> _data = data;
        private int _at;

        public readonly bool AtEnd => _at == _data.Length;

        public byte Byte() => Take(1)[0];

        public Guid Guid() => new(Take(GuidSize));

        public short Int16() => BinaryPrimitives.ReadInt16LittleEndian(Take(sizeof(short)));

        public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

        /// <summary>A string out of a small vocabulary: shared when the process knows it already.</summary>
        public string Name()
        {
            var text = String() ?? throw new FormatException("An envelope lacks a required name.");
            return string.IsInterned(text) ?? text;
        }

        public string? String()
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));
            return length < 0 ? null : Encoding.UTF8.GetString(Take(length));
        }

        public ReadOnlyMemory<byte> Bytes()
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));
            Take(length);
            return _data.Slice(_at - length, length);
        }

        private ReadOnlySpan<byte> Take(int length)
        {
            if (length < 0 || length > _data.Length - _at)
                throw new FormatException("An envelope ends before its last field.");
            _at += length;
            return _data.Span.Slice(_at - length, length);
        }
    }
}
