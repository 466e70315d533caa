namespace RusToK.ServiceDefaults.Telemetry.Sampling;

/// <summary>
/// Configuration section <c>Telemetry:Tail</c>: which traces are exported although they were not sampled. Nothing of it is there while all
/// of them are sampled.
/// </summary>
internal sealed class TailOptions
{
    public const string Section = "Telemetry:Tail";

    /// <summary>Whether failed and slow traces are kept at all; without, only the ratio counts, and unsampled spans cost nearly nothing.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>A local trace that takes as long as this or longer is kept. As standard the bound of the SLO api-latency.</summary>
    public TimeSpan Latency { get; set; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Ended spans that wait at once for the end of their traces, and traces that are followed at once; some 2 KiB each.</summary>
    public int MaxSpans { get; set; } = 16_384;

    /// <summary>How long a decision to keep stands for spans that end later, and how long a trace whose end never comes is followed.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromSeconds(30);
}
