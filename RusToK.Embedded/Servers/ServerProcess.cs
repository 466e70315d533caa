using System.Diagnostics;
using System.Globalization;
using RusToK.Embedded.Processes;

namespace RusToK.Embedded.Servers;

/// <summary>
/// A real server run as a child process on 127.0.0.1. It can be killed, paused and started again on the same port and
/// data, and it ends with this process however this process ends.
/// </summary>
public abstract class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private ChildProcess? _child;

    private protected ServerProcess(string name) => Name = name;

    /// <summary>The name it goes by in logs and in the map of endpoints.</summary>
    public string Name { get; }

    /// <summary>Everything it has written, over all its runs.</summary>
    public ServerOutput Output { get; } = new();

    /// <summary>Called with each line it writes, on a thread of the pool.</summary>
    public event Action<string>? LineWritten;

    /// <summary>How long a start may take before it fails.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>True from its start until its process has ended.</summary>
    public bool IsRunning => _child is { Completion.IsCompleted: false };

    /// <summary>Process id of the server itself.</summary>
    /// <exception cref="InvalidOperationException">It was never started.</exception>
    public int ProcessId => Child.Id;

    /// <summary>Ends with the exit code of the present run.</summary>
    /// <exception cref="InvalidOperationException">It was never started.</exception>
    public Task<int> Completion => Child.Completion;

    /// <summary>The file that remembers the process, so that a later start waits for the end of an orphan.</summary>
    private protected virtual string? ProcessIdFile => null;

    private ChildProcess Child => _child ?? throw new InvalidOperationException($"{Name} is not started.");

    /// <summary>Starts it and returns when it answers in its own protocol.</summary>
    /// <exception cref="ServerStartException">It ended, or did not answer in time.</exception>
    /// <exception cref="InvalidOperationException">It runs already.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (IsRunning)
                throw new InvalidOperationException($"{Name} runs already.");
            if (_child is not null)
                await _child.DisposeAsync();
            await LocateAsync(cancellationToken);
            if (ProcessIdFile is { } remembered)
                await EndOrphanAsync(remembered, Write, cancellationToken);
            var command = await PrepareAsync(cancellationToken);
            _child = await ChildProcess.StartAsync(command, Write, cancellationToken);
            if (ProcessIdFile is { } file)
                await File.WriteAllTextAsync(file, _child.Id.ToString(CultureInfo.InvariantCulture), cancellationToken);
            await WaitUntilReadyAsync(_child, cancellationToken);
        }
        catch
        {
            if (_child is not null)
                await _child.KillAsync();
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Ends it in order, as its operator would; kills it when that takes too long.</summary>
    public async Task StopAsync()
    {
        if (_child is not null)
            await _child.StopAsync();
    }

    /// <summary>SIGKILL to the server and all its processes; returns when they are gone.</summary>
    public Task KillAsync() => Child.KillAsync();

    /// <summary>SIGSTOP to the server and all its processes: connections stay open and nothing answers.</summary>
    public Task PauseAsync()
    {
        Child.SignalTree(UnixSignal.Stop);
        return Task.CompletedTask;
    }

    /// <summary>SIGCONT after <see cref="PauseAsync"/>.</summary>
    public Task ResumeAsync()
    {
        Child.SignalTree(UnixSignal.Continue);
        return Task.CompletedTask;
    }

    /// <summary>Asks it once, in its own protocol, whether it serves.</summary>
    public async Task<bool> IsHealthyAsync(CancellationToken cancellationToken = default)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(ProbeTimeout);
        try
        {
            return await ProbeAsync(bound.Token);
        }
        catch (Exception exception) when (IsNotServing(exception) && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Stops it and lets go of its port and, when they are throw-away, its files.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_child is not null)
            await _child.DisposeAsync();
        ReleaseResources();
        _gate.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected Task EndAsync(UnixSignal signal, TimeSpan grace) => Child.EndAsync(signal, grace);

    /// <summary>Settles where its files are, before an earlier run is looked for there.</summary>
    private protected virtual Task LocateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private protected abstract Task<ChildCommand> PrepareAsync(CancellationToken cancellationToken);

    private protected abstract Task<bool> ProbeAsync(CancellationToken cancellationToken);

    private protected abstract void ReleaseResources();

    private protected void Write(string line)
    {
        Output.Add(line);
        LineWritten?.Invoke(line);
    }

    private static bool IsNotServing(Exception exception) =>
        exception is System.Data.Common.DbException or IOException or System.Net.Sockets.SocketException
            or HttpRequestException or OperationCanceledException or TimeoutException;

    private async Task WaitUntilReadyAsync(ChildProcess child, CancellationToken cancellationToken)
    {
        var elapsed = Stopwatch.StartNew();
        while (!await IsHealthyAsync(cancellationToken))
        {
            if (child.Completion.IsCompleted)
                throw new ServerStartException(Name, $"ended with exit code {await child.Completion} while it started", Output.Lines);
            if (elapsed.Elapsed > StartTimeout)
                throw new ServerStartException(Name, $"did not answer within {StartTimeout.TotalSeconds:0} s", Output.Lines);
            await Task.WhenAny(child.Completion, Task.Delay(ProbeInterval, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>
    /// Waits for the end of a server of an earlier run on the same data: the guardian of a parent that was killed needs
    /// a moment.
    /// </summary>
    internal static async Task EndOrphanAsync(string file, Action<string> output, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
            return;
        var text = await File.ReadAllTextAsync(file, cancellationToken);
        if (!int.TryParse(text, CultureInfo.InvariantCulture, out var id) || !IsOurs(id, file))
            return;
        output($"waiting for process {id} of an earlier run, on the same data, to end");
        var elapsed = Stopwatch.StartNew();
        while (IsOurs(id, file))
        {
            if (elapsed.Elapsed > TimeSpan.FromSeconds(15))
            {
                foreach (var one in ProcessTree.Of(id))
                    NativeProcess.TrySignal(one, UnixSignal.Kill);
            }

            await Task.Delay(ProbeInterval, cancellationToken);
        }
    }

    private static bool IsOurs(int processId, string file) =>
        ProcessTree.CommandLine(processId)?.Contains(Path.GetDirectoryName(file)!, StringComparison.Ordinal) is true;
}
