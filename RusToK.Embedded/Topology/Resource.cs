using System.Diagnostics;

namespace RusToK.Embedded.Topology;

/// <summary>A part of a topology: it starts when those it waits for are ready, and then is ready itself.</summary>
public abstract class Resource
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Resource> _dependencies = [];

    private protected Resource(string name) => Name = name;

    /// <summary>Its name in logs and in the map of endpoints.</summary>
    public string Name { get; }

    internal void DependOn(IEnumerable<Resource> others) => _dependencies.AddRange(others);

    internal async Task BringUpAsync(TopologyConsole console, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(_dependencies.Select(other => other._ready.Task)).WaitAsync(cancellationToken);
            var elapsed = Stopwatch.StartNew();
            if (await StartAsync(cancellationToken) is { } done)
                console.Say($"{Name} {done} after {elapsed.Elapsed.TotalSeconds:0.0} s");
            _ready.TrySetResult();
        }
        catch
        {
            // Those that wait are ended by the cancellation that a failure causes.
            _ready.TrySetCanceled(CancellationToken.None);
            throw;
        }
    }

    /// <summary>Starts it and returns when it serves, or has done its work: the verb that says so, null for nothing to say.</summary>
    private protected abstract Task<string?> StartAsync(CancellationToken cancellationToken);
}
