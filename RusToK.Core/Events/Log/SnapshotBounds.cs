using System.Globalization;

namespace RusToK.Core.Events.Log;

/// <summary>What a <c>pg_snapshot</c> in text form, <c>xmin:xmax:xip</c>, says first: below the one everything was finished, from the other on nothing was.</summary>
/// <param name="OldestRunning">The oldest transaction that was running; the next one when none was.</param>
/// <param name="Next">The first that had not begun.</param>
internal readonly record struct SnapshotBounds(ulong OldestRunning, ulong Next)
{
    /// <exception cref="FormatException">It is no snapshot.</exception>
    public static SnapshotBounds Of(string snapshot)
    {
        var first = snapshot.IndexOf(':', StringComparison.Ordinal);
        var second = first < 0 ? -1 : snapshot.IndexOf(':', first + 1);
        if (second < 0)
            throw new FormatException($"'{snapshot}' is no snapshot.");
        return new SnapshotBounds(
            ulong.Parse(snapshot.AsSpan(0, first), CultureInfo.InvariantCulture),
            ulong.Parse(snapshot.AsSpan(first + 1, second - first - 1), CultureInfo.InvariantCulture));
    }
}
