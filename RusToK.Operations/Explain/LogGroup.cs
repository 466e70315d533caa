using RusToK.Operations.Live;

namespace RusToK.Operations.Explain;

/// <summary>Warnings and errors of one kind.</summary>
/// <param name="Service">Who wrote them.</param>
/// <param name="Event">Name of the event.</param>
/// <param name="Level">As it was logged.</param>
/// <param name="Now">How many in the window.</param>
/// <param name="Expected">How many it would be if it were like before; null when that is not known.</param>
/// <param name="First">The first of them.</param>
internal sealed record LogGroup(string Service, string Event, string Level, int Now, double? Expected, LiveLog First)
{
    /// <summary>Faults are told of apart.</summary>
    private const string OfFaults = "fault.";

    /// <returns>What became more first.</returns>
    public static IReadOnlyList<LogGroup> Of(IReadOnlyList<LiveLog> logs, Window window) =>
    [
        .. logs.Where(log => !log.Event.StartsWith(OfFaults, StringComparison.Ordinal)).GroupBy(log => (log.Service, log.Event, log.Level))
            .Where(same => same.Any(log => window.Has(log.At)))
            .Select(same => new LogGroup(
                same.Key.Service, same.Key.Event, same.Key.Level, same.Count(log => window.Has(log.At)), window.Expected(same.Count(log => window.HasBefore(log.At))),
                same.Where(log => window.Has(log.At)).MinBy(log => log.At)!))
            .OrderByDescending(one => one.Now - (one.Expected ?? 0)),
    ];
}
