namespace RusToK.ServiceDefaults.Telemetry.Export;

/// <summary>
/// Room in front of a backend, with what is being sent at the moment. The SDK's queue throws away what it has no room for and does not say
/// so to anyone; with this before it, it never gets more than it has room for.
/// </summary>
/// <param name="size">Items at once.</param>
internal sealed class QueueRoom(int size)
{
    private int _taken;

    /// <returns>Whether there was room for one more.</returns>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _taken) <= size)
            return true;
        Interlocked.Decrement(ref _taken);
        return false;
    }

    public void Leave(long count) => Interlocked.Add(ref _taken, -(int)count);
}
