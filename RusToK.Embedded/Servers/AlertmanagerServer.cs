using RusToK.Embedded.Ports;
using RusToK.Embedded.Processes;
using RusToK.Embedded.Tools;

namespace RusToK.Embedded.Servers;

/// <summary>An Alertmanager with the repository's own routes and inhibitions: it groups what Prometheus tells it and keeps to itself what something else explains.</summary>
public sealed class AlertmanagerServer : ServerProcess
{
    private readonly string _program;
    private readonly string _directory;
    private readonly string _configuration;
    private readonly bool _throwAway;
    private readonly PortLease _port;

    /// <param name="name">Name in logs and endpoints.</param>
    /// <param name="directory">Where its data is kept.</param>
    /// <param name="port">The port, or null for a free one.</param>
    /// <param name="configuration">The folder with <c>alertmanager.yml</c>; null for the repository's own.</param>
    /// <param name="throwAway">True removes the directory when the server is disposed.</param>
    /// <exception cref="ToolMissingException">prometheus-alertmanager was not found.</exception>
    public AlertmanagerServer(string name, string directory, int? port = null, string? configuration = null, bool throwAway = false)
        : base(name)
    {
        _program = Program() ?? throw new ToolMissingException(
            "prometheus-alertmanager was not found.", "./rustok setup, or apt-get install --no-install-recommends prometheus-alertmanager");
        _directory = directory;
        _configuration = Path.Combine(configuration ?? Path.Combine(RepositoryRoot.Path, "prometheus"), "alertmanager.yml");
        _throwAway = throwAway;
        _port = PortLease.Take(port, name);
    }

    /// <summary>Whether there is one on this machine.</summary>
    public static bool IsInstalled => Program() is not null;

    /// <summary>Port on 127.0.0.1; the same over all starts.</summary>
    public int Port => _port.Port;

    /// <summary>Address of its user interface and its HTTP API.</summary>
    public Uri Address => new($"http://127.0.0.1:{Port}");

    private protected override string? ProcessIdFile => Path.Combine(_directory, "server.pid");

    private protected override Task<ChildCommand> PrepareAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_directory);
        return Task.FromResult(new ChildCommand(
            _program,
            [
                $"--config.file={_configuration}",
                $"--storage.path={Path.Combine(_directory, "data")}",
                $"--web.listen-address=127.0.0.1:{Port}",
                // One alone has no peers to agree with.
                "--cluster.listen-address=",
                "--log.level=warn",
            ])
        {
            WorkingDirectory = _directory,
        });
    }

    private protected override Task<bool> ProbeAsync(CancellationToken cancellationToken) =>
        HttpProbe.IsSuccessAsync(new Uri(Address, "/-/ready"), cancellationToken);

    private protected override void ReleaseResources()
    {
        _port.Dispose();
        if (_throwAway && Directory.Exists(_directory))
            Directory.Delete(_directory, recursive: true);
    }

    // Debian's name, and everybody else's.
    private static string? Program() => SearchPath.Find("prometheus-alertmanager") ?? SearchPath.Find("alertmanager");
}
