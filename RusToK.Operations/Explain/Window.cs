using System.Globalization;

namespace RusToK.Operations.Explain;

/// <summary>The time that is looked at, and the time before it that it is compared with.</summary>
/// <param name="From">Just before the alert's condition began to hold: its rates had to see it first.</param>
/// <param name="To">Now, or when the alert fired last.</param>
internal sealed record Window(DateTimeOffset From, DateTimeOffset To)
{
    private static readonly TimeSpan ShortestLookback = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestLookback = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ShortestBefore = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestBefore = TimeSpan.FromHours(1);

    public TimeSpan Length => To - From;

    /// <summary>How much of the time before is compared with.</summary>
    public TimeSpan LengthBefore => 2 * Length < ShortestBefore ? ShortestBefore : 2 * Length > LongestBefore ? LongestBefore : 2 * Length;

    public DateTimeOffset BeforeFrom => From - LengthBefore;

    /// <summary>From when on traces are still kept; whoever counts spans of the time before counts those after it.</summary>
    public DateTimeOffset KeptSince { get; init; } = DateTimeOffset.MinValue;

    /// <summary>As a range of PromQL, to be asked at <see cref="To"/>.</summary>
    public string Range => Text(Length);

    /// <summary>As a range of PromQL, to be asked at <see cref="From"/>.</summary>
    public string RangeBefore => Text(LengthBefore);

    /// <param name="episode">Null when the alert has not fired: then it is the last minutes.</param>
    /// <param name="shortestRange">The shortest range of the alert's expression.</param>
    public static Window Of(Episode? episode, TimeSpan shortestRange, DateTimeOffset moment)
    {
        var lookback = shortestRange < ShortestLookback ? ShortestLookback : shortestRange > LongestLookback ? LongestLookback : shortestRange;
        return episode is null ? new Window(moment - LongestLookback, moment) : new Window(episode.Since - lookback, episode.IsOn ? moment : episode.LastSeen);
    }

    public bool Has(DateTimeOffset time) => time >= From && time <= To;

    public bool HasBefore(DateTimeOffset time) => time >= BeforeFrom && time < From;

    /// <summary>What a count of the time before would be in as much time as this; null when too little of that time is kept.</summary>
    public double? Expected(int countBefore)
    {
        var counted = From - (KeptSince > BeforeFrom ? KeptSince : BeforeFrom);
        return counted < ShortestLookback ? null : countBefore * (Length / counted);
    }

    private static string Text(TimeSpan length) => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, (long)Math.Ceiling(length.TotalSeconds))}s");
}
