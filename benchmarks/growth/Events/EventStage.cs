namespace RusToK.Benchmarks.Growth.Events;

/// <summary>What events cost on the way to a number of them.</summary>
/// <param name="Events">In the log at the end, without those from before anything was measured.</param>
/// <param name="WalBytes">Of an event, lap by lap.</param>
/// <param name="LogBytes">Of an event, over the whole stage.</param>
/// <param name="PostgresMicroseconds">Processor time of PostgreSQL for an event, lap by lap: its write, and all that follows.</param>
/// <param name="MostEntries">In the streams when a lap was over.</param>
/// <param name="Settled">The streams, once what is done is trimmed.</param>
/// <param name="Milliseconds">Median of a write, lap by lap.</param>
internal sealed record EventStage(
    long Events, IReadOnlyList<double> WalBytes, double LogBytes, IReadOnlyList<double> PostgresMicroseconds, long MostEntries, StreamReading Settled, IReadOnlyList<double> Milliseconds);
