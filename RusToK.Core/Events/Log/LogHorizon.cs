namespace RusToK.Core.Events.Log;

/// <summary>
/// How far back in time the log can still hold unread events, so that a poll looks into one or two days of it and not into all. An
/// unread event belongs to a transaction that the last snapshot did not see; such a transaction took its number after any moment
/// at which that number was still to come.
/// </summary>
public sealed class LogHorizon
{
    /// <summary>Clocks are set back now and then; days are what matters.</summary>
    private static readonly TimeSpan ClockMargin = TimeSpan.FromHours(1);

    private static readonly TimeSpan Spacing = TimeSpan.FromSeconds(10);
    private readonly Queue<(ulong NextXid, DateTime At)> _moments = new();
    private DateTime _lastMoment;

    /// <summary>No unread event was written before this (UTC).</summary>
    public DateTime OldestNew { get; private set; } = DateTime.UnixEpoch;

    /// <param name="snapshot">A snapshot in text form, <c>xmin:xmax:xip</c>.</param>
    /// <param name="at">PostgreSQL's time when it was taken (UTC).</param>
    public void Observe(string snapshot, DateTime at)
    {
        var (oldestRunning, next) = SnapshotBounds.Of(snapshot);
        if (at - _lastMoment > Spacing)
        {
            _moments.Enqueue((next, at));
            _lastMoment = at;
        }

        while (_moments.TryPeek(out var moment) && moment.NextXid <= oldestRunning)
        {
            OldestNew = moment.At - ClockMargin;
            _moments.Dequeue();
        }
    }
}
