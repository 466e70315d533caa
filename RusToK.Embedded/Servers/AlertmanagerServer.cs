using RusToK.Embedded.Processes;
using RusToK.Embedded.Tools;

namespace RusToK.Embedded.Servers;

/// <summary>An Alertmanager with the repository's own routes and inhibitions: it groups what Prometheus tells it and keeps to itself what something else explains.</summary>
public sealed class AlertmanagerServer : MonitoringServer
{

    /// <param name="name">Name in logs and endpoints.</param>
    /// <param name="directory">Where its data is kept.</param>
    /// <param name="port">The port, or null for a free one.</param>
    /// <param name="configuration">The folder with <c>alertmanager.yml</c>; null for the repository's own.</param>
    /// <param name="throwAway">True removes the directory when the server is disposed.</param>
    /// <exception cref="ToolMissingException">prometheus-alertmanager was not found.</exception>
    public AlertmanagerServer(string name, string directory, int? port = null, string? configuration = null, bool throwAway = false)
        : base(
            name,
            Program() ?? throw new ToolMissingException("prometheus-alertmanager was not found.", "./rustok setup, or apt-get install --no-install-recommends prometheus-alertmanager"),
            directory, port, configuration, throwAway)
    {
    }

    /// <summary>Whether there is one on this machine.</summary>
    public static bool IsInstalled => Program() is not null;

    private protected override Task<ChildCommand> PrepareAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(DataDirectory);
        return Task.FromResult(new ChildCommand(
            Executable,
            [
                $"--config.file={Path.Combine(Configuration, "alertmanager.yml")}",
                $"--storage.path={Path.Combine(DataDirectory, "data")}",
                $"--web.listen-address=127.0.0.1:{Port}",
                // One alone has no peers to agree with.
                "--cluster.listen-address=",
                "--log.level=warn",
            ])
        {
            WorkingDirectory = DataDirectory,
        });
    }

    // Debian's name, and everybody else's.
    private static string? Program() => SearchPath.Find("prometheus-alertmanager") ?? SearchPath.Find("alertmanager");
}
