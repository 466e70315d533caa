using System.Diagnostics;

namespace RusToK.ServiceDefaults.Telemetry.Sampling;

/// <summary>The part of an unsampled trace that happens in this process, while it is followed. Whoever touches it holds its lock.</summary>
/// <param name="root">The first of its spans that has no parent in this process.</param>
internal sealed class LocalTrace(Activity root)
{
    public Activity Root { get; } = root;

    /// <summary>Local roots that have not ended.</summary>
    public int Open { get; set; }

    /// <summary>Ended spans that wait for the decision.</summary>
    public List<Activity> Waiting { get; } = new(8);

    /// <summary>Why it is kept; null while that is not known.</summary>
    public string? Kept { get; set; }

    /// <summary>Until when the decision stands once no root is open.</summary>
    public DateTimeOffset Until { get; set; }

    /// <summary>It is followed no longer; whoever still found it looks again.</summary>
    public bool IsForgotten { get; set; }
}
