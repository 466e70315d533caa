namespace RusToK.Benchmarks.Events.Wolverine;

/// <summary>Holds handlers back while consumers are meant to be stopped.</summary>
public sealed class ProjectionGate
{
    private volatile TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task WaitAsync(CancellationToken cancellationToken) => open.Task.WaitAsync(cancellationToken);

    public void Open() => open.TrySetResult();

    public void Close()
    {
        if (open.Task.IsCompleted)
        {
            open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
