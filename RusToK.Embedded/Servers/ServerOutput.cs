namespace RusToK.Embedded.Servers;

/// <summary>The lines a server has written, the newest <see cref="Capacity"/> of them.</summary>
public sealed class ServerOutput
{
    /// <summary>How many lines are kept.</summary>
    public const int Capacity = 10_000;

    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = new();
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>A copy of the lines kept, oldest first.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate)
                return [.. _lines];
        }
    }

    /// <summary>Waits until a line, already written or still to come, fulfils the condition, and returns it.</summary>
    public async Task<string> WaitForAsync(Func<string, bool> condition, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_lines.FirstOrDefault(condition) is { } line)
                    return line;
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    internal void Add(string line)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            if (_lines.Count == Capacity)
                _lines.Dequeue();
            _lines.Enqueue(line);
            (changed, _changed) = (_changed, NewSignal());
        }

        changed.TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
