namespace RusToK.Embedded.Servers;

/// <summary>How an embedded PostgreSQL runs.</summary>
public sealed record PostgresServerOptions
{
    /// <summary>Where the cluster lives; made on the first start.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Password of the superuser <c>postgres</c>, set when the cluster is made.</summary>
    public required string SuperuserPassword { get; init; }

    /// <summary>The port, or null for a free one.</summary>
    public int? Port { get; init; }

    /// <summary>False gives up safety against a crash of the machine, not of the server, for speed.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>True ends an orphan at once and removes the data directory when the server is disposed.</summary>
    public bool ThrowAway { get; init; }

    /// <summary>Upper bound of connections.</summary>
    public int MaxConnections { get; init; } = 200;

    /// <summary>In PostgreSQL's units.</summary>
    public string SharedBuffers { get; init; } = "256MB";

    /// <summary>Further settings of postgresql.conf; they win over all others.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Without the password.</summary>
    public override string ToString() => $"PostgreSQL in {DataDirectory}";
}
