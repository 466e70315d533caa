using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using RusToK.Core.Events;
using RusToK.Core.Events.Streams;

namespace RusToK.Benchmarks.Micro.Events;

/// <summary>A pack of events as one entry of a stream, against the same in JSON.</summary>
public class EnvelopeEncoding
{
    private const int Events = 32;

    private readonly EventEnvelope[] _pack = SampleEvents.Pack(Events);
    private readonly ArrayBufferWriter<byte> _buffer = new(32 * 1024);

    [GlobalSetup]
    public void Encode()
    {
        var read = new List<EventEnvelope>(Events);
        EnvelopeCodec.ReadAll(Coded(), read);
        Check.That(read.Count == Events && read.Zip(_pack).All(static p => Same(p.First, p.Second)));
        Check.That(JsonSerializer.Deserialize(Bare(), EnvelopeJson.Default.EventEnvelopeArray)!.Zip(_pack).All(static p => Same(p.First, p.Second)));
    }

    [Benchmark(Baseline = true, Description = "32 envelopes to JSON")]
    public byte[] Bare() => JsonSerializer.SerializeToUtf8Bytes(_pack, EnvelopeJson.Default.EventEnvelopeArray);

    [Benchmark(Description = "32 envelopes to an entry")]
    public byte[] Coded()
    {
        _buffer.ResetWrittenCount();
        foreach (var envelope in _pack)
            EnvelopeCodec.Write(envelope, _buffer);
        return _buffer.WrittenSpan.ToArray();
    }

    internal static bool Same(EventEnvelope one, EventEnvelope other) =>
        one with { Payload = default } == other with { Payload = default } && one.Payload.Span.SequenceEqual(other.Payload.Span);
}
