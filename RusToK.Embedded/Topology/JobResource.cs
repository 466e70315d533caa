using RusToK.Embedded.Processes;
using RusToK.Embedded.Servers;
using RusToK.Embedded.Tools;

namespace RusToK.Embedded.Topology;

/// <summary>A program of this solution that does its work and ends.</summary>
public sealed class JobResource : ProgramResource
{
    private readonly string _assembly;
    private readonly IReadOnlyList<string> _arguments;
    private readonly Action<string> _output;

    internal JobResource(string name, string project, IReadOnlyList<string> arguments, Action<string> output)
        : base(name)
    {
        _assembly = RepositoryRoot.AssemblyOf(project);
        _arguments = arguments;
        _output = output;
    }

    /// <summary>The file that remembers that it succeeded once and need not run again; null to run at every start.</summary>
    internal string? DoneFile { get; set; }

    private protected override async Task<string?> StartAsync(CancellationToken cancellationToken)
    {
        if (DoneFile is not null && File.Exists(DoneFile))
            return null;
        var tail = new ServerOutput();
        var command = ProjectCommand.For(_assembly, _arguments, VariablesOf(Name));
        await using var process = await ChildProcess.StartAsync(
            command,
            line =>
            {
                tail.Add(line);
                _output(line);
            },
            cancellationToken);
        var exitCode = await process.Completion.WaitAsync(cancellationToken);
        if (exitCode != 0)
            throw new ServerStartException(Name, $"failed with exit code {exitCode}", tail.Lines);
        if (DoneFile is not null)
            await File.WriteAllTextAsync(DoneFile, "", cancellationToken);
        return "is done";
    }
}
