using System.Globalization;

namespace RusToK.Core.Events.Streams;

/// <summary>
/// A place in a partition's stream: how many events of which batch come before or at it. An entry's id is the position of
/// its last event, so Redis itself refuses an entry that was published before.
/// </summary>
/// <param name="Batch">Number of the log batch.</param>
/// <param name="Ordinal">From 1, the event's place among those of its batch in this partition; 0 is before the first.</param>
public readonly record struct StreamCursor(long Batch, int Ordinal) : IComparable<StreamCursor>
{
    public static bool operator <(StreamCursor left, StreamCursor right) => left.CompareTo(right) < 0;

    public static bool operator >(StreamCursor left, StreamCursor right) => left.CompareTo(right) > 0;

    public static bool operator <=(StreamCursor left, StreamCursor right) => left.CompareTo(right) <= 0;

    public static bool operator >=(StreamCursor left, StreamCursor right) => left.CompareTo(right) >= 0;

    /// <summary>The id in Redis: <c>batch-ordinal</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Batch}-{Ordinal}");

    /// <exception cref="FormatException">The text is not an id this product wrote.</exception>
    public static StreamCursor Parse(string id)
    {
        var dash = id.IndexOf('-', StringComparison.Ordinal);
        return dash > 0
            && long.TryParse(id.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var batch)
            && int.TryParse(id.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal)
            ? new StreamCursor(batch, ordinal)
            : throw new FormatException($"'{id}' is not a stream id of the form batch-ordinal.");
    }

    public int CompareTo(StreamCursor other) =>
        Batch != other.Batch ? Batch.CompareTo(other.Batch) : Ordinal.CompareTo(other.Ordinal);
}
