using System.Globalization;
using RusToK.Core.Events;
using RusToK.Core.Events.Streams;
using StackExchange.Redis;

namespace RusToK.Worker.Consumers;

/// <summary>One entry of a partition's stream: a pack of events.</summary>
/// <param name="Id">The place of its last event.</param>
/// <param name="Term">The relay's term of office in which its batch was recorded.</param>
/// <param name="After">The entry before it; a consumer that stands before that one has missed something.</param>
internal sealed record StreamEntry(
    StreamCursor Id, StreamCursor After, long Term, ReadOnlyMemory<byte> Data, string PublishContext, DateTimeOffset PublishedAt)
{
    public static StreamEntry From(StackExchange.Redis.StreamEntry entry)
    {
        RedisValue data = default, after = default, context = default, time = default, term = default;
        foreach (var (name, value) in entry.Values.Select(v => ((string)v.Name!, v.Value)))
        {
            switch (name)
            {
                case "e":
                    data = value;
                    break;
                case "a":
                    after = value;
                    break;
                case "p":
                    context = value;
                    break;
                case "t":
                    time = value;
                    break;
                case "g":
                    term = value;
                    break;
            }
        }

        return new StreamEntry(
            StreamCursor.Parse(entry.Id!), StreamCursor.Parse(after!), (long)term, (byte[])data!, (string?)context ?? string.Empty,
            new DateTimeOffset(long.Parse((string)time!, CultureInfo.InvariantCulture), TimeSpan.Zero));
    }

    /// <summary>The events with their places; the last one's is the entry's id.</summary>
    public void Unpack(List<Delivery> target, DateTimeOffset receivedAt)
    {
        var envelopes = new List<EventEnvelope>(64);
        EnvelopeCodec.ReadAll(Data, envelopes);
        var first = Id.Ordinal - envelopes.Count + 1;
        for (var i = 0; i < envelopes.Count; i++)
            target.Add(new Delivery(envelopes[i], Id with { Ordinal = first + i }, Term, PublishContext, PublishedAt, receivedAt));
    }
}
