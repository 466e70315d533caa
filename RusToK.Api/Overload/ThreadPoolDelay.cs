namespace RusToK.Api.Overload;

/// <summary>
/// How long the thread pool keeps new work waiting, requests that have just arrived among it: by an item of its own, sent again when it has been
/// run. One that has not been run yet tells by its age, so a pool that stands still is seen as well.
/// </summary>
internal sealed class ThreadPoolDelay(TimeProvider clock) : IQueueDelay, IThreadPoolWorkItem
{
    private const long None = -1;

    private long _sentAt = None;
    private long _ranAt;

    public TimeSpan Sample()
    {
        if (_sentAt == None)
        {
            Send();
            return TimeSpan.Zero;
        }

        var ranAt = Volatile.Read(ref _ranAt);
        if (ranAt == None)
            return clock.GetElapsedTime(_sentAt);
        var delay = clock.GetElapsedTime(_sentAt, ranAt);
        Send();
        return delay;
    }

    void IThreadPoolWorkItem.Execute() => Volatile.Write(ref _ranAt, clock.GetTimestamp());

    private void Send()
    {
        _sentAt = clock.GetTimestamp();
        Volatile.Write(ref _ranAt, None);
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
