namespace RusToK.Benchmarks.Telemetry.Load;

/// <summary>What one variant took in a round.</summary>
/// <param name="PerSecond">Requests answered in a second.</param>
/// <param name="ProcessorMicroseconds">Of the API's process, per request.</param>
/// <param name="P50">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
/// <param name="ResidentBytes">Of the API's process, when it was over.</param>
internal sealed record Turn(double PerSecond, double ProcessorMicroseconds, double P50, double P99, long ResidentBytes)
{
    /// <param name="slices">Its parts.</param>
    /// <param name="processor">Processor time of the process in the whole round, which is all that its requests caused, later as well.</param>
    /// <param name="residentBytes">Of the process.</param>
    public static Turn Of(IReadOnlyCollection<Slice> slices, TimeSpan processor, long residentBytes)
    {
        double[] milliseconds = [.. slices.SelectMany(s => s.Milliseconds).Order()];
        return new Turn(
            milliseconds.Length / slices.Sum(s => s.Elapsed.TotalSeconds), processor.TotalMicroseconds / milliseconds.Length,
            milliseconds[milliseconds.Length / 2], milliseconds[milliseconds.Length * 99 / 100], residentBytes);
    }
}
