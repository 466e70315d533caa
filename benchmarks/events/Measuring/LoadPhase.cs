namespace RusToK.Benchmarks.Events.Measuring;

/// <summary>A part of an open loop, and what became of its events; thread-safe.</summary>
/// <param name="name">As a table names it.</param>
/// <param name="perSecond">Events due a second.</param>
/// <param name="eventsPerWrite">Events that become due, and are committed, together.</param>
/// <param name="duration">How long events of it become due.</param>
internal sealed class LoadPhase(string name, double perSecond, int eventsPerWrite, TimeSpan duration)
{
    /// <summary>What starts later than this after it was due is late.</summary>
    public static readonly TimeSpan Punctual = TimeSpan.FromMilliseconds(10);

    private long offered;
    private long refused;
    private long late;
    private long committed;

    public string Name => name;

    /// <summary>Between two writes.</summary>
    public TimeSpan Gap => TimeSpan.FromSeconds(eventsPerWrite / perSecond);

    public TimeSpan Duration => duration;

    /// <summary>Events that became due.</summary>
    public long Offered => Interlocked.Read(ref offered);

    /// <summary>Events given up because too many waited for a producer.</summary>
    public long Refused => Interlocked.Read(ref refused);

    /// <summary>Events whose write started late.</summary>
    public long Late => Interlocked.Read(ref late);

    /// <summary>Events acknowledged, however late.</summary>
    public long Committed => Interlocked.Read(ref committed);

    public void OnOffered() => Interlocked.Add(ref offered, eventsPerWrite);

    public void OnRefused() => Interlocked.Add(ref refused, eventsPerWrite);

    public void OnCommitted() => Interlocked.Add(ref committed, eventsPerWrite);

    public void OnStarted(TimeSpan afterDue)
    {
        if (afterDue > Punctual)
        {
            Interlocked.Add(ref late, eventsPerWrite);
        }
    }
}
