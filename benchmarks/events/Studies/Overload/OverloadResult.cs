using RusToK.Benchmarks.Events.Measuring;

namespace RusToK.Benchmarks.Events.Studies.Overload;

/// <summary>What twice the capacity did, and how the pipeline came back from it.</summary>
/// <param name="Kind">Who wrote.</param>
/// <param name="Capacity">Events a second that the pipeline keeps up with, measured right before.</param>
/// <param name="Timeline">Half of it, twice of it, half of it again.</param>
/// <param name="Settled">The system once everything is visible, with nothing written any more; its look counts from the first warm-up on.</param>
internal sealed record OverloadResult(OverloadKind Kind, double Capacity, OverloadTimeline Timeline, SystemSample Settled);
