using System.ComponentModel.DataAnnotations;

namespace RusToK.Api.Overload;

/// <summary>Configuration section <c>Overload</c>: what a process does with more requests than it has processor time for.</summary>
internal sealed class OverloadOptions
{
    public const string Section = "Overload";

    public bool Enabled { get; set; } = true;

    /// <summary>How long work may wait for a thread, in the long run, before requests are refused. A request waits several times.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:10")]
    public TimeSpan TargetDelay { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Requests under way at once, for each processor, up to which none is refused: so few cannot be too many, however long one of them keeps a
    /// thread, as the first ones of a process do, which is still being compiled.
    /// </summary>
    [Range(1, 10_000)]
    public int AlwaysServed { get; set; } = 16;

    /// <summary>
    /// Requests under way at once, for each processor, beyond which all are refused: more have been let in than can be answered in time, however short the
    /// queue for a thread is.
    /// </summary>
    [Range(1, 100_000)]
    public int MaxUnderWay { get; set; } = 128;
}
