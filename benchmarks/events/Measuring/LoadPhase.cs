namespace RusToK.Benchmarks.Events.Measuring;

/// <summary>A part of an open loop, and what became of its writes; thread-safe.</summary>
/// <param name="name">As a table names it.</param>
/// <param name="perSecond">Writes due a second.</param>
/// <param name="duration">How long writes of it become due.</param>
internal sealed class LoadPhase(string name, double perSecond, TimeSpan duration)
{
    /// <summary>A write that starts later than this after it was due is a delayed one.</summary>
    public static readonly TimeSpan Punctual = TimeSpan.FromMilliseconds(10);

    private long offered;
    private long refused;
    private long delayed;
    private long committed;

    public string Name => name;

    public double PerSecond => perSecond;

    public TimeSpan Duration => duration;

    /// <summary>Writes that became due.</summary>
    public long Offered => Interlocked.Read(ref offered);

    /// <summary>Writes given up because too many waited for a producer.</summary>
    public long Refused => Interlocked.Read(ref refused);

    /// <summary>Writes that started late.</summary>
    public long Delayed => Interlocked.Read(ref delayed);

    /// <summary>Writes acknowledged, however late.</summary>
    public long Committed => Interlocked.Read(ref committed);

    public void OnOffered() => Interlocked.Increment(ref offered);

    public void OnRefused() => Interlocked.Increment(ref refused);

    public void OnCommitted() => Interlocked.Increment(ref committed);

    public void OnStarted(TimeSpan late)
    {
        if (late > Punctual)
        {
            Interlocked.Increment(ref delayed);
        }
    }
}
