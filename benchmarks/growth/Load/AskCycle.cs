namespace RusToK.Benchmarks.Growth.Load;

/// <summary>Requests that are sent one after the other, over and over, by any number of connections: all of them equally often.</summary>
/// <param name="asks">At least one.</param>
internal sealed class AskCycle(IReadOnlyList<Ask> asks)
{
    private int _next = -1;

    public Ask Next() => asks[(int)((uint)Interlocked.Increment(ref _next) % (uint)asks.Count)];
}
