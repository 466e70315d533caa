namespace RusToK.Benchmarks.Events.Measuring;

/// <summary>How far the pipeline is, at one moment.</summary>
/// <param name="Committed">Events acknowledged.</param>
/// <param name="Visible">Events whose effect a reader can see.</param>
internal sealed record BacklogLook(long Committed, long Visible)
{
    /// <summary>Events committed and not visible.</summary>
    public long Backlog => Math.Max(0, Committed - Visible);
}
