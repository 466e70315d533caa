namespace RusToK.Core.Events.Log;

/// <summary>A place in the log. Order within one snapshot difference; not the order of commits.</summary>
/// <param name="Xid">The writing transaction (xid8).</param>
/// <param name="Position">Order of writing within it, from 1.</param>
public readonly record struct LogPosition(ulong Xid, long Position)
{
    /// <summary>Before every event.</summary>
    public static readonly LogPosition Start = new(0, 0);

    /// <summary>Before the first event of a transaction and of all that have higher numbers.</summary>
    public static LogPosition Before(ulong xid) => new(xid, 0);

    public static LogPosition Later(LogPosition one, LogPosition other) =>
        (one.Xid, one.Position).CompareTo((other.Xid, other.Position)) >= 0 ? one : other;
}
