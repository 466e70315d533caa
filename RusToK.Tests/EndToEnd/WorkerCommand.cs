using RusToK.Embedded.Processes;
using RusToK.Embedded.Servers;
using RusToK.Embedded.Tools;
using Xunit;

namespace RusToK.Tests.EndToEnd;

/// <summary>A command of the Worker, run as an operator runs it: in a process of its own.</summary>
internal sealed record WorkerCommand(int ExitCode, string Output)
{
    public static async Task<WorkerCommand> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var output = new ServerOutput();
        await using var process = await ChildProcess.StartAsync(
            ProjectCommand.For(RepositoryRoot.AssemblyOf("RusToK.Worker"), arguments, environment), output.Add, TestContext.Current.CancellationToken);
        var exitCode = await process.Completion.WaitAsync(TestContext.Current.CancellationToken);
        return new WorkerCommand(exitCode, string.Join('\n', output.Lines));
    }

    /// <summary>Fails, showing what it said, unless it succeeded.</summary>
    public WorkerCommand Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}:\n{Output}");
        return this;
    }
}
