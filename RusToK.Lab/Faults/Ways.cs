using RusToK.Lab.Running;

namespace RusToK.Lab.Faults;

/// <summary>The ways in which things are made to go wrong.</summary>
internal static class Ways
{
    /// <summary>Longer than any experiment, so that an experiment that is broken off leaves nothing behind for ever.</summary>
    private const double LongestSeconds = 300;

    /// <summary>Polly's chaos strategies inside the processes.</summary>
    /// <param name="name">Of the fault.</param>
    /// <param name="settings">What it takes, by the names of the interface; the duration is added.</param>
    public static Func<LabSystem, CancellationToken, Task<Ending>> Switched(string name, params (string Name, object Value)[] settings) => async (system, cancellationToken) =>
    {
        await system.Switches.OnAsync(name, settings.Append(("durationSeconds", LongestSeconds)).ToDictionary(s => s.Item1, s => s.Item2), cancellationToken);
        return ending => system.Switches.OffAsync(name, ending);
    };

    /// <summary>SIGKILL, and no start until the end.</summary>
    public static Func<LabSystem, CancellationToken, Task<Ending>> HeldDown(params string[] processes) => async (system, _) =>
    {
        await Task.WhenAll(processes.Select(name => system.Process(name).HoldDownAsync()));
        return _ =>
        {
            foreach (var name in processes)
                system.Process(name).Release();
            return Task.CompletedTask;
        };
    };

    /// <summary>SIGSTOP until the end: connections stay open and nothing answers.</summary>
    public static Func<LabSystem, CancellationToken, Task<Ending>> Frozen(string process) => async (system, _) =>
    {
        await system.Process(process).PauseAsync();
        return _ => system.Process(process).ResumeAsync();
    };

    /// <summary>Something that is done over and over, at once by several, until the end; what it throws is its own business.</summary>
    /// <param name="parallel">How many do it at once.</param>
    /// <param name="pause">Between two times.</param>
    /// <param name="step">What.</param>
    public static Ending Repeated(int parallel, TimeSpan pause, Func<CancellationToken, Task> step)
    {
        var stopping = new CancellationTokenSource();
        var loops = Enumerable.Range(0, parallel).Select(_ => Task.Run(() => LoopAsync(pause, step, stopping.Token))).ToList();
        return async _ =>
        {
            await stopping.CancelAsync();
            await Task.WhenAll(loops);
            stopping.Dispose();
        };
    }

    private static async Task LoopAsync(TimeSpan pause, Func<CancellationToken, Task> step, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await step(cancellationToken);
            }
            catch (Exception error) when (error is HttpRequestException or OperationCanceledException or System.Text.Json.JsonException or Demo.DemoRefusal)
            {
                // It is refused, which is the point, or it has ended.
            }

            await Task.Delay(pause, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
