using System.Text.Json;
using RusToK.Embedded.Processes;
using RusToK.Embedded.Tools;

namespace RusToK.Embedded.Servers;

/// <summary>A Prometheus that reads the repository's own configuration and the targets given to it.</summary>
public sealed class PrometheusServer : MonitoringServer
{

    /// <param name="name">Name in logs and endpoints.</param>
    /// <param name="directory">Where its configuration is copied to and its data is kept.</param>
    /// <param name="port">The port, or null for a free one.</param>
    /// <param name="configuration">The folder of its configuration and rules; null for the repository's own.</param>
    /// <param name="throwAway">True removes the directory when the server is disposed.</param>
    /// <exception cref="ToolMissingException">prometheus was not found.</exception>
    public PrometheusServer(string name, string directory, int? port = null, string? configuration = null, bool throwAway = false)
        : base(
            name,
            SearchPath.Find("prometheus") ?? throw new ToolMissingException("prometheus was not found.", "./rustok setup, or apt-get install --no-install-recommends prometheus"),
            directory, port, configuration, throwAway)
    {
    }

    /// <summary>What it scrapes. Prometheus notices a change of the list by itself.</summary>
    public IReadOnlyList<ScrapeTarget> Targets { get; private set; } = [];

    /// <summary>Whom it tells of alerts; null for nobody.</summary>
    public AlertmanagerServer? Alertmanager { get; init; }

    private string ConfigurationDirectory => Path.Combine(DataDirectory, "config");

    private string TargetsFile => Path.Combine(ConfigurationDirectory, "targets", "rustok.json");

    /// <summary>Replaces the list of scraped processes.</summary>
    public async Task SetTargetsAsync(IReadOnlyList<ScrapeTarget> targets, CancellationToken cancellationToken = default)
    {
        Targets = targets;
        var groups = targets.Select(target => new
        {
            targets = new[] { $"127.0.0.1:{target.Port}" },
            labels = new { job = target.Job, instance = target.Instance },
        });
        await WriteAsync(TargetsFile, groups, cancellationToken);
    }

    private protected override async Task<ChildCommand> PrepareAsync(CancellationToken cancellationToken)
    {
        CopyConfiguration(Configuration, ConfigurationDirectory);
        await SetTargetsAsync(Targets, cancellationToken);
        var told = Alertmanager is { } alertmanager ? new[] { new { targets = new[] { alertmanager.Address.Authority } } } : [];
        await WriteAsync(Path.Combine(ConfigurationDirectory, "alertmanagers", "rustok.json"), told, cancellationToken);
        return new ChildCommand(
            Executable,
            [
                $"--config.file={Path.Combine(ConfigurationDirectory, "prometheus.yml")}",
                $"--storage.tsdb.path={Path.Combine(DataDirectory, "data")}",
                "--storage.tsdb.retention.time=15d",
                $"--web.listen-address=127.0.0.1:{Port}",
                "--web.enable-lifecycle",
                "--enable-feature=exemplar-storage",
                "--log.level=warn",
            ])
        {
            WorkingDirectory = DataDirectory,
        };
    }

    private static async Task WriteAsync(string file, object content, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var half = $"{file}.{Guid.NewGuid():N}";
        await File.WriteAllTextAsync(half, JsonSerializer.Serialize(content), cancellationToken);
        File.Move(half, file, overwrite: true);
    }

    private static void CopyConfiguration(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from, "*.yml", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }
}
