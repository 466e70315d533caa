using System.Diagnostics.Metrics;

namespace RusToK.Worker.Relay;

/// <summary>The measurement beside every measurement that is taken now and then: how old it is.</summary>
internal static class SnapshotAge
{
    /// <returns>Seconds; nothing when there is no snapshot.</returns>
    public static IEnumerable<Measurement<double>> Of(DateTimeOffset? takenAt) =>
        takenAt is { } at ? [new Measurement<double>((TimeProvider.System.GetUtcNow() - at).TotalSeconds)] : [];
}
