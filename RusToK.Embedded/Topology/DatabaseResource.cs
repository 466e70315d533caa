using RusToK.Embedded.Servers;

namespace RusToK.Embedded.Topology;

/// <summary>A database of a PostgreSQL server, with the login that owns it.</summary>
public sealed class DatabaseResource : Resource
{
    /// <summary>Connections for jobs, for administration, and for who comes to look.</summary>
    private const int KeptFree = 20;

    private readonly PostgresServer _server;
    private readonly string _owner;
    private readonly string _password;

    internal DatabaseResource(PostgresServer server, string name, string owner, string password)
        : base(name)
    {
        _server = server;
        _owner = owner;
        _password = password;
    }

    /// <summary>Connection string of its owner.</summary>
    public string OwnerConnectionString => _server.ConnectionString(Name, _owner, _password);

    /// <summary>Connection string of another login, for one of several processes that share the server's connections evenly.</summary>
    /// <param name="user">The login.</param>
    /// <param name="password">Its password.</param>
    /// <param name="processes">How many they are.</param>
    public string ConnectionString(string user, string password, int processes) =>
        $"{_server.ConnectionString(Name, user, password)};Maximum Pool Size={Math.Max(1, (_server.MaxConnections - KeptFree) / processes)}";

    private protected override async Task<string?> StartAsync(CancellationToken cancellationToken)
    {
        await _server.EnsureOwnedDatabaseAsync(Name, _owner, _password, cancellationToken);
        return null;
    }
}
