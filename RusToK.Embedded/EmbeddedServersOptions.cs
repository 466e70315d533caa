namespace RusToK.Embedded;

/// <summary>Which throw-away servers a test or a benchmark wants, and how they run.</summary>
public sealed record EmbeddedServersOptions
{
    /// <summary>PostgreSQL is started.</summary>
    public bool Postgres { get; init; } = true;

    /// <summary>Redis is started.</summary>
    public bool Redis { get; init; } = true;

    /// <summary>Prometheus is started, with no targets until it is given some.</summary>
    public bool Prometheus { get; init; }

    /// <summary>The Aspire dashboard is started.</summary>
    public bool Dashboard { get; init; }

    /// <summary>True keeps PostgreSQL's fsync on.</summary>
    public bool Durable { get; init; }

    /// <summary>Upper bound of PostgreSQL's connections.</summary>
    public int MaxConnections { get; init; } = 100;

    /// <summary>PostgreSQL's shared_buffers.</summary>
    public string SharedBuffers { get; init; } = "64MB";

    /// <summary>Further PostgreSQL settings, which win over all others.</summary>
    public IReadOnlyDictionary<string, string> PostgresSettings { get; init; } = new Dictionary<string, string>();

    /// <summary>Receives the servers' output: the server's name and a line.</summary>
    public Action<string, string>? Output { get; init; }
}
