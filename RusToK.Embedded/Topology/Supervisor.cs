using System.Diagnostics;
using RusToK.Embedded.Servers;

namespace RusToK.Embedded.Topology;

/// <summary>
/// Starts a server again when it ends by itself: on the same port and data, more slowly each time, not for ever. Whoever has a reason can have it
/// killed, frozen, or kept down for a time.
/// </summary>
public sealed class Supervisor
{
    private const int Tries = 8;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(30);

    private readonly ServerProcess _server;
    private readonly TopologyConsole _console;
    private volatile TaskCompletionSource? _heldDown;

    internal Supervisor(ServerProcess server, TopologyConsole console) => (_server, _console) = (server, console);

    /// <summary>SIGKILL; it is started again as after any other end.</summary>
    public Task KillAsync() => _server.KillAsync();

    /// <summary>SIGSTOP: its connections stay open and nothing answers, until <see cref="ResumeAsync"/>.</summary>
    public Task PauseAsync() => _server.PauseAsync();

    /// <summary>SIGCONT.</summary>
    public Task ResumeAsync() => _server.ResumeAsync();

    /// <summary>SIGKILL, and no start until <see cref="Release"/>.</summary>
    public Task HoldDownAsync()
    {
        _heldDown ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _server.KillAsync();
    }

    /// <summary>Has it started again after <see cref="HoldDownAsync"/>; nothing happens when it was not held down.</summary>
    public void Release()
    {
        _heldDown?.TrySetResult();
        _heldDown = null;
    }

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        var failures = 0;
        while (true)
        {
            var up = Stopwatch.StartNew();
            var exitCode = await _server.Completion.WaitAsync(cancellationToken);
            if (_heldDown is { } held)
            {
                _console.Say($"{_server.Name} is held down");
                await held.Task.WaitAsync(cancellationToken);
                failures = 0;
                await StartAsync(cancellationToken);
                continue;
            }

            failures = up.Elapsed > Steady ? 1 : failures + 1;
            if (failures > Tries)
            {
                _console.Say($"{_server.Name} ended with exit code {exitCode}, {Tries} times in a row: it stays down. ./rustok down and up start it again");
                return;
            }

            var delay = TimeSpan.FromTicks(Math.Min(LongestDelay.Ticks, FirstDelay.Ticks << (failures - 1)));
            _console.Say($"{_server.Name} ended with exit code {exitCode}: starting it again in {delay.TotalSeconds:0.0} s");
            await Task.Delay(delay, cancellationToken);
            await StartAsync(cancellationToken);
        }
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _server.StartAsync(cancellationToken);
            _console.Say($"{_server.Name} is ready again");
        }
        catch (ServerStartException exception)
        {
            _console.Say(exception.Message);
        }
    }
}
