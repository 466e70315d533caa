using RusToK.Core.Events.Log;

namespace RusToK.Core.Events.Streams;

/// <summary>
/// The last place that was published in each partition. It is kept in the log, because Redis may come back with less than it confirmed
/// (a file that lost its end, a replica that was behind) and does not know.
/// </summary>
public sealed class StreamTails
{
    /// <summary>Nothing was published.</summary>
    public static readonly StreamTails None = new([]);

    private readonly StreamCursor[] _tails;

    private StreamTails(StreamCursor[] tails) => _tails = tails;

    /// <summary>The tail of one partition; 0-0 when nothing was published there, or nothing is known.</summary>
    public StreamCursor this[int partition] => partition < _tails.Length ? _tails[partition] : default;

    /// <summary>From ids in the form <c>batch-ordinal</c>, one for each partition.</summary>
    /// <exception cref="FormatException">One is not of that form.</exception>
    public static StreamTails Parse(IEnumerable<string> ids) => new([.. ids.Select(StreamCursor.Parse)]);

    /// <summary>The tails once a batch with these events is published.</summary>
    public StreamTails After(long batch, IEnumerable<LoggedEvent> events, int partitions)
    {
        var counts = new int[partitions];
        foreach (var logged in events)
            counts[Partitioning.Of(logged.Envelope.AggregateId, partitions)]++;
        return new([.. counts.Select((count, partition) => count > 0 ? new StreamCursor(batch, count) : this[partition])]);
    }

    /// <summary>The ids, one for each partition.</summary>
    public string[] ToIds() => [.. _tails.Select(t => t.ToString())];
}
