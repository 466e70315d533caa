namespace RusToK.Core.Events.Log;

/// <summary>A place in the log. Order within one snapshot difference; not the order of commits.</summary>
/// <param name="Xid">The writing transaction (xid8).</param>
/// <param name="Position">Order of writing within it.</param>
public readonly record struct LogPosition(ulong Xid, long Position)
{
    /// <summary>Before every event.</summary>
    public static readonly LogPosition Start = new(0, 0);
}
