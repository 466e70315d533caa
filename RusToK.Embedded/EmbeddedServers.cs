using System.Security.Cryptography;
using RusToK.Embedded.Servers;

namespace RusToK.Embedded;

/// <summary>
/// Real servers for tests and benchmarks: free ports of 127.0.0.1, throw-away data in a temporary folder, gone when
/// this is disposed, or this process ends in any other way.
/// </summary>
public sealed class EmbeddedServers : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly PostgresServer? _postgres;
    private readonly RedisServer? _redis;
    private readonly PrometheusServer? _prometheus;
    private readonly DashboardServer? _dashboard;

    private EmbeddedServers(EmbeddedServersOptions options)
    {
        _folder = TemporaryFolder.Make();
        if (options.Postgres)
        {
            _postgres = new PostgresServer("postgres", new PostgresServerOptions
            {
                DataDirectory = Path.Combine(_folder.Path, "postgres"),
                SuperuserPassword = RandomNumberGenerator.GetHexString(32),
                ThrowAway = true,
                Durable = options.Durable,
                MaxConnections = options.MaxConnections,
                SharedBuffers = options.SharedBuffers,
                Settings = options.PostgresSettings,
            });
        }

        if (options.Redis)
            _redis = new RedisServer("redis", Path.Combine(_folder.Path, "redis"), throwAway: true);
        if (options.Prometheus)
            _prometheus = new PrometheusServer("prometheus", Path.Combine(_folder.Path, "prometheus"), throwAway: true);
        if (options.Dashboard)
            _dashboard = new DashboardServer("dashboard");
        if (options.Output is { } output)
        {
            foreach (var server in All)
                server.LineWritten += line => output(server.Name, line);
        }
    }

    /// <exception cref="InvalidOperationException">It was not asked for.</exception>
    public PostgresServer Postgres => _postgres ?? throw NotAskedFor(nameof(Postgres));

    /// <exception cref="InvalidOperationException">It was not asked for.</exception>
    public RedisServer Redis => _redis ?? throw NotAskedFor(nameof(Redis));

    /// <exception cref="InvalidOperationException">It was not asked for.</exception>
    public PrometheusServer Prometheus => _prometheus ?? throw NotAskedFor(nameof(Prometheus));

    /// <exception cref="InvalidOperationException">It was not asked for.</exception>
    public DashboardServer Dashboard => _dashboard ?? throw NotAskedFor(nameof(Dashboard));

    /// <summary>The servers asked for.</summary>
    public IEnumerable<ServerProcess> All => new ServerProcess?[] { _postgres, _redis, _prometheus, _dashboard }.OfType<ServerProcess>();

    /// <summary>Starts the servers at the same time and returns when all answer.</summary>
    /// <exception cref="Tools.ToolMissingException">A program is not on this machine; the message has the command that mends it.</exception>
    /// <exception cref="ServerStartException">A server ended, or did not answer in time.</exception>
    public static async Task<EmbeddedServers> StartAsync(
        EmbeddedServersOptions? options = null, CancellationToken cancellationToken = default)
    {
        var servers = new EmbeddedServers(options ?? new EmbeddedServersOptions());
        try
        {
            await Task.WhenAll(servers.All.Select(server => server.StartAsync(cancellationToken)));
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the servers and removes their data.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(All.Select(server => server.DisposeAsync().AsTask()));
        _folder.Dispose();
    }

    private static InvalidOperationException NotAskedFor(string server) =>
        new($"{server} was not asked for: set {nameof(EmbeddedServersOptions)}.{server} to true.");
}
