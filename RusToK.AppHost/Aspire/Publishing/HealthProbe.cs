using System.Globalization;

namespace RusToK.AppHost.Publishing;

/// <summary>How a container is asked whether it is ready, and whether it is alive.</summary>
/// <param name="Test">Run in the container by Docker Compose, in its form.</param>
/// <param name="Port">Asked by Kubernetes over HTTP; null when <paramref name="Test"/> is run there as well.</param>
/// <param name="ReadyPath">Answers with a success status when it can serve.</param>
/// <param name="LivePath">Answers as long as it need not be started again; null for nothing but the ready one.</param>
/// <param name="StartupPath">Answers when it has been ready once; null when it is quick.</param>
internal sealed record HealthProbe(IReadOnlyList<string> Test, int? Port = null, string? ReadyPath = null, string? LivePath = null, string? StartupPath = null)
{
    /// <summary>PostgreSQL lets people in.</summary>
    public static HealthProbe Postgres { get; } = new(["CMD-SHELL", "pg_isready -q -U postgres -d rustok"]);

    /// <summary>Redis answers who knows its password. Docker Compose would replace a single dollar itself.</summary>
    public static HealthProbe Redis { get; } = new(["CMD-SHELL", "REDISCLI_AUTH=\"$$REDIS_PASSWORD\" redis-cli ping | grep -q PONG"]);

    /// <summary>The API or the Worker.</summary>
    public static HealthProbe Service { get; } = Http(ServicePorts.Http, "/health/ready") with { LivePath = "/health/live", StartupPath = "/health/startup" };

    /// <summary>A server that answers over HTTP, in an image with <c>wget</c>.</summary>
    public static HealthProbe Http(int port, string readyPath) =>
        new(["CMD", "wget", "-q", "--spider", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}{readyPath}")], port, readyPath);
}
