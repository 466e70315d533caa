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
}
