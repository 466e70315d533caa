using System.Collections.Immutable;
using RusToK.Embedded.Ports;
using RusToK.Embedded.Processes;
using RusToK.Embedded.Tools;

namespace RusToK.Embedded.Servers;

/// <summary>A built web executable of this solution, run on a port of its own.</summary>
public sealed class ProjectProcess : ServerProcess
{
    private readonly string _assembly;
    private readonly PortLease _port;

    /// <param name="project">The project, such as <c>RusToK.Api</c>, built in the configuration of the running assembly.</param>
    /// <param name="name">Name in logs and endpoints.</param>
    /// <param name="environment">Added to the inherited environment; ASPNETCORE_URLS is set by this class.</param>
    /// <param name="port">The port, or null for a free one.</param>
    /// <exception cref="FileNotFoundException">The project is not built.</exception>
    public ProjectProcess(string project, string name, IReadOnlyDictionary<string, string> environment, int? port = null)
        : base(name)
    {
        _assembly = RepositoryRoot.AssemblyOf(project);
        _port = PortLease.Take(port, name);
        Environment = environment.ToImmutableDictionary();
    }

    /// <summary>Command-line arguments; read at each start.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The path that answers with a success status when the process is ready.</summary>
    public string ReadyPath { get; init; } = "/health/ready";

    /// <summary>The environment of the next start.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; set; }

    /// <summary>Port on 127.0.0.1; the same over all starts.</summary>
    public int Port => _port.Port;

    /// <summary>Base address.</summary>
    public Uri Address => new($"http://127.0.0.1:{Port}");

    private protected override Task<ChildCommand> PrepareAsync(CancellationToken cancellationToken)
    {
        var command = ProjectCommand.For(_assembly, Arguments, Environment);
        return Task.FromResult(command with
        {
            Environment = command.Environment.ToImmutableDictionary().SetItem("ASPNETCORE_URLS", $"http://127.0.0.1:{Port}"),
            Grace = TimeSpan.FromSeconds(30),
        });
    }

    private protected override Task<bool> ProbeAsync(CancellationToken cancellationToken) =>
        HttpProbe.IsSuccessAsync(new Uri(Address, ReadyPath), cancellationToken);

    private protected override void ReleaseResources() => _port.Dispose();
}
