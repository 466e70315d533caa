using System.Text.Json;
using BenchmarkDotNet.Attributes;
using RusToK.Core.Events;
using RusToK.Core.Events.Streams;

namespace RusToK.Benchmarks.Micro.Events;

/// <summary>Reading the events of an entry, against reading the same out of JSON.</summary>
public class EnvelopeDecoding
{
    private const int Events = 32;

    private readonly EventEnvelope[] _pack = SampleEvents.Pack(Events);
    private byte[] _json = [];
    private byte[] _entry = [];

    [GlobalSetup]
    public void Decode()
    {
        _json = JsonSerializer.SerializeToUtf8Bytes(_pack, EnvelopeJson.Default.EventEnvelopeArray);
        _entry = [.. _pack.SelectMany(EnvelopeCodec.Encode)];
        Check.That(Coded().Zip(_pack).All(static p => EnvelopeEncoding.Same(p.First, p.Second)) && Coded().Count == Events);
        Check.That(Bare().Zip(_pack).All(static p => EnvelopeEncoding.Same(p.First, p.Second)) && Bare().Count == Events);
    }

    [Benchmark(Baseline = true, Description = "32 envelopes from JSON")]
    public IReadOnlyList<EventEnvelope> Bare() => JsonSerializer.Deserialize(_json, EnvelopeJson.Default.EventEnvelopeArray)!;

    [Benchmark(Description = "32 envelopes from an entry")]
    public IReadOnlyList<EventEnvelope> Coded()
    {
        var envelopes = new List<EventEnvelope>(64);
        EnvelopeCodec.ReadAll(_entry, envelopes);
        return envelopes;
    }
}
