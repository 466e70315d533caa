namespace RusToK.Benchmarks.Events.Studies.Overload;

/// <summary>Who writes too much.</summary>
/// <param name="Name">Also part of a database's name.</param>
/// <param name="EventsPerTransaction">Committed together.</param>
internal sealed record OverloadKind(string Name, int EventsPerTransaction)
{
    /// <summary>
    /// Commands, whose transactions cost PostgreSQL more than the pipeline's work behind them; and imports, which commit faster than the
    /// pipeline applies, so that a backlog has to build up.
    /// </summary>
    public static IReadOnlyList<OverloadKind> All { get; } = [new("commands", 1), new("imports", 25)];
}
