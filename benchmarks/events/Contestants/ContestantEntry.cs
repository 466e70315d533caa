namespace RusToK.Benchmarks.Events.Contestants;

/// <param name="Name">As in <c>--only</c>, the table and the JSON.</param>
/// <param name="Kind">What it is compared as.</param>
/// <param name="Create">A fresh instance for one round.</param>
internal sealed record ContestantEntry(string Name, ContestantKind Kind, Func<IContestant> Create);

internal enum ContestantKind
{
    /// <summary>Transactions only, no consumer: the ceiling.</summary>
    Baseline,

    /// <summary>A published messaging framework, durable in PostgreSQL.</summary>
    Framework,

    /// <summary>An outbox written by hand, for orientation.</summary>
    HandWritten,

    /// <summary>RusToK's own pipeline.</summary>
    RusToK,
}
