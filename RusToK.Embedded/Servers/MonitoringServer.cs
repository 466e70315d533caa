using RusToK.Embedded.Ports;
using RusToK.Embedded.Tools;

namespace RusToK.Embedded.Servers;

/// <summary>A server of Prometheus' family: one port for its interface and its HTTP API, one directory, and the same way to ask whether it is ready.</summary>
public abstract class MonitoringServer : ServerProcess
{
    private readonly bool _throwAway;
    private readonly PortLease _port;

    private protected MonitoringServer(string name, string executable, string directory, int? port, string? configuration, bool throwAway)
        : base(name)
    {
        (Executable, DataDirectory, _throwAway) = (executable, directory, throwAway);
        Configuration = configuration ?? Path.Combine(RepositoryRoot.Path, "prometheus");
        _port = PortLease.Take(port, name);
    }

    /// <summary>Port on 127.0.0.1; the same over all starts.</summary>
    public int Port => _port.Port;

    /// <summary>Address of its user interface and its HTTP API.</summary>
    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>Path of the program.</summary>
    private protected string Executable { get; }

    /// <summary>Where its data is kept.</summary>
    private protected string DataDirectory { get; }

    /// <summary>The folder of its settings.</summary>
    private protected string Configuration { get; }

    private protected override string? ProcessIdFile => Path.Combine(DataDirectory, "server.pid");

    private protected override Task<bool> ProbeAsync(CancellationToken cancellationToken) =>
        HttpProbe.IsSuccessAsync(new Uri(Address, "/-/ready"), cancellationToken);

    private protected override void ReleaseResources()
    {
        _port.Dispose();
        if (_throwAway && Directory.Exists(DataDirectory))
            Directory.Delete(DataDirectory, recursive: true);
    }
}
