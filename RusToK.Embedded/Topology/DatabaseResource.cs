using RusToK.Embedded.Servers;

namespace RusToK.Embedded.Topology;

/// <summary>A database of a PostgreSQL server, with the login that owns it.</summary>
public sealed class DatabaseResource : Resource
{
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

    /// <summary>Connection string of another login.</summary>
    public string ConnectionString(string user, string password) => _server.ConnectionString(Name, user, password);

    private protected override async Task<string?> StartAsync(CancellationToken cancellationToken)
    {
        await _server.EnsureOwnedDatabaseAsync(Name, _owner, _password, cancellationToken);
        return null;
    }
}
