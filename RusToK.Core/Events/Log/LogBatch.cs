using RusToK.Core.Events.Streams;

namespace RusToK.Core.Events.Log;

/// <summary>
/// A numbered piece of the log in commit order: the page <c>(After, Last]</c> of what <see cref="ToSnapshot"/> sees and
/// <see cref="FromSnapshot"/> does not. Its content never changes once it is recorded.
/// </summary>
/// <param name="No">From 1, without gaps; the first half of the stream ids of its events.</param>
/// <param name="Term">The relay's term of office in which it was recorded.</param>
/// <param name="FromSnapshot">A <c>pg_snapshot</c> in text form.</param>
/// <param name="ToSnapshot">A <c>pg_snapshot</c> in text form.</param>
/// <param name="After">Exclusive lower bound.</param>
/// <param name="Last">Inclusive upper bound.</param>
/// <param name="Complete">Whether the difference ends here, so that the next batch starts from <see cref="ToSnapshot"/>.</param>
/// <param name="Tails">Where the streams end before this batch is published.</param>
public sealed record LogBatch(
    long No, long Term, string FromSnapshot, string ToSnapshot, LogPosition After, LogPosition Last, bool Complete, StreamTails Tails);
