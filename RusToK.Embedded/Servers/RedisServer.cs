using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using RusToK.Embedded.Ports;
using RusToK.Embedded.Processes;
using RusToK.Embedded.Tools;

namespace RusToK.Embedded.Servers;

/// <summary>A redis-server whose data survives its restarts (append-only file, synchronised every second).</summary>
public sealed partial class RedisServer : ServerProcess
{
    private const int OldestVersion = 7;

    private readonly string _program;
    private readonly bool _throwAway;
    private readonly PortLease _port;

    /// <param name="name">Name in logs and endpoints.</param>
    /// <param name="dataDirectory">Where its data is; made when absent.</param>
    /// <param name="port">The port, or null for a free one.</param>
    /// <param name="throwAway">True removes the data when the server is disposed.</param>
    /// <exception cref="ToolMissingException">No redis-server of version 7 or above was found.</exception>
    public RedisServer(string name, string dataDirectory, int? port = null, bool throwAway = false)
        : base(name)
    {
        _program = FindProgram();
        _throwAway = throwAway;
        DataDirectory = dataDirectory;
        _port = PortLease.Take(port, name);
    }

    /// <summary>Port on 127.0.0.1; the same over all starts.</summary>
    public int Port => _port.Port;

    /// <summary>Where its append-only file is.</summary>
    public string DataDirectory { get; }

    /// <summary>In StackExchange.Redis's format.</summary>
    public string ConnectionString => $"127.0.0.1:{Port}";

    private protected override string? ProcessIdFile => Path.Combine(DataDirectory, "server.pid");

    private protected override Task<ChildCommand> PrepareAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(DataDirectory);
        return Task.FromResult(new ChildCommand(
            _program,
            [
                "--bind", "127.0.0.1",
                "--port", Port.ToString(CultureInfo.InvariantCulture),
                "--dir", DataDirectory,
                "--appendonly", "yes",
                "--appendfsync", "everysec",
                "--save", "",
                "--daemonize", "no",
                "--pidfile", "",
                "--logfile", "",
                // Shown by ps, and how a later start knows an orphan for its own.
                "--proc-title-template", $"redis-server {DataDirectory}/ {{listen-addr}}",
            ])
        {
            WorkingDirectory = DataDirectory,
        });
    }

    private protected override async Task<bool> ProbeAsync(CancellationToken cancellationToken) =>
        await RedisPing.IsAnsweredAsync(Port, cancellationToken);

    private protected override void ReleaseResources()
    {
        _port.Dispose();
        if (_throwAway && Directory.Exists(DataDirectory))
            Directory.Delete(DataDirectory, recursive: true);
    }

    private static string FindProgram()
    {
        const string remedy = "./rustok setup, or apt-get install --no-install-recommends redis-server";
        var program = SearchPath.Find("redis-server") ?? throw new ToolMissingException("redis-server was not found.", remedy);
        using var process = Process.Start(new ProcessStartInfo(program, "--version") { RedirectStandardOutput = true })!;
        var version = VersionNumber().Match(process.StandardOutput.ReadToEnd());
        return version.Success && int.Parse(version.ValueSpan, CultureInfo.InvariantCulture) >= OldestVersion
            ? program
            : throw new ToolMissingException($"{program} is older than version {OldestVersion}.", remedy);
    }

    [GeneratedRegex(@"(?<=\bv=)\d+")]
    private static partial Regex VersionNumber();
}
