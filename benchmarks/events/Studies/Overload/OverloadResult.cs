namespace RusToK.Benchmarks.Events.Studies.Overload;

/// <summary>What twice the capacity did, and how the pipeline came back from it.</summary>
/// <param name="Capacity">Events a second that the pipeline keeps up with, measured right before.</param>
/// <param name="Timeline">Half of it, twice of it, half of it again.</param>
/// <param name="Settled">The system once everything is visible, with nothing written any more.</param>
/// <param name="Acknowledged">Events from the first warm-up on; truth and read model hold exactly these.</param>
internal sealed record OverloadResult(double Capacity, OverloadTimeline Timeline, OverloadSample Settled, long Acknowledged);
