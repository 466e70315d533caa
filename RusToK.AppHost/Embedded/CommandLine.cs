using System.CommandLine;
using RusToK.Embedded.Tools;
using RusToK.Embedded.Topology;

namespace RusToK.AppHost;

/// <summary>The verbs of the AppHost; <c>up</c> is the one of no arguments, as for F5.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] arguments, Func<UpOptions, StateDirectory, Task<int>> up)
    {
        using var state = new StateDirectory(RepositoryRoot.StatePath);
        var root = new RootCommand("Runs RusToK with real servers as child processes of this one.");
        var upCommand = new Command("up", "Start everything and run until Ctrl-C");
        var statusCommand = new Command("status", "Print the addresses of the running system, and which of them answer");
        foreach (var option in UpOptions.All)
            upCommand.Options.Add(option);
        upCommand.SetAction(parsed => GuardedAsync(() => up(UpOptions.From(parsed), state)));
        statusCommand.SetAction((_, cancellationToken) => SystemStatus.PrintAsync(state, Console.Out, cancellationToken));
        root.Subcommands.Add(upCommand);
        root.Subcommands.Add(statusCommand);
        return await root.Parse(arguments.Length == 0 ? ["up"] : arguments).InvokeAsync(new InvocationConfiguration
        {
            // The topology handles the signals itself, and takes the time an orderly end needs.
            ProcessTerminationTimeout = null,
        });
    }

    // What a person can mend is told in a line, without a stack trace.
    private static async Task<int> GuardedAsync(Func<Task<int>> action)
    {
        try
        {
            return await action();
        }
        catch (Exception exception) when (exception is InvalidOperationException or ToolMissingException or FileNotFoundException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
