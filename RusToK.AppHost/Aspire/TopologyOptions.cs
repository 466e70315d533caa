using Microsoft.Extensions.Configuration;

namespace RusToK.AppHost;

/// <summary>What a start or a publication of the application was asked for, by <c>--Name value</c> or an environment variable.</summary>
internal sealed class TopologyOptions
{
    /// <summary>API processes, at least 1.</summary>
    public int ApiReplicas { get; set; } = 2;

    /// <summary>Worker processes, at least 1.</summary>
    public int WorkerReplicas { get; set; } = 2;

    /// <summary>
    /// Whether PostgreSQL and Redis are somebody else's, such as a cloud's, and no containers of this application. Then the connection strings
    /// <c>postgres</c> (with the database, without a user) and <c>redis</c> say where they are.
    /// </summary>
    public bool ExternalServers { get; set; }

    /// <summary>Whether Jaeger, Prometheus, Alertmanager and Grafana are part of it. Without them no container engine is needed for external servers.</summary>
    public bool Monitoring { get; set; } = true;

    /// <summary>Another OTLP backend (gRPC) beside the Aspire dashboard, for an application without its own monitoring; null for none.</summary>
    public Uri? OtlpBackend { get; set; }

    /// <summary>What is published: <c>compose</c> or <c>kubernetes</c>. Not asked of an application that runs.</summary>
    public string? Publisher { get; set; }

    /// <exception cref="InvalidOperationException">A value makes no sense; the message names it.</exception>
    public static TopologyOptions From(IConfiguration configuration)
    {
        var options = new TopologyOptions();
        configuration.Bind(options);
        if (options.ApiReplicas < 1 || options.WorkerReplicas < 1)
            throw new InvalidOperationException($"{nameof(ApiReplicas)} and {nameof(WorkerReplicas)} must be at least 1.");
        return options;
    }
}
