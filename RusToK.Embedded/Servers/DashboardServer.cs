using RusToK.Embedded.Ports;
using RusToK.Embedded.Processes;
using RusToK.Embedded.Tools;

namespace RusToK.Embedded.Servers;

/// <summary>
/// The Aspire dashboard on its own: an OTLP backend that keeps traces, metrics and logs in memory, shows them, and
/// gives traces and logs back as OTLP JSON.
/// </summary>
/// <seealso href="https://github.com/microsoft/aspire/blob/main/docs/specs/dashboard-http-api.md">Telemetry HTTP API</seealso>
public sealed class DashboardServer : ServerProcess
{
    private readonly string _program;
    private readonly PortLease _frontend;
    private readonly PortLease _otlpGrpc;
    private readonly PortLease _otlpHttp;

    /// <param name="name">Name in logs and endpoints.</param>
    /// <param name="port">Port of the user interface, or null for a free one.</param>
    /// <exception cref="ToolMissingException">The Aspire command line is not installed for this checkout.</exception>
    public DashboardServer(string name, int? port = null)
        : base(name)
    {
        _program = NodePlatform.PathIn($"@microsoft/aspire-cli-{NodePlatform.Name}", "bin", "aspire");
        if (!File.Exists(_program))
            throw new ToolMissingException($"The Aspire dashboard was not found at {_program}.", "./rustok setup");
        _frontend = PortLease.Take(port, name);
        _otlpGrpc = PortLease.Take();
        _otlpHttp = PortLease.Take();
    }

    /// <summary>Address of its user interface.</summary>
    public Uri Address => AddressOf(_frontend);

    /// <summary>Where OTLP is received by gRPC.</summary>
    public Uri OtlpGrpc => AddressOf(_otlpGrpc);

    /// <summary>Where OTLP is received by HTTP; the signals are below <c>/v1/</c>.</summary>
    public Uri OtlpHttp => AddressOf(_otlpHttp);

    /// <summary>Where telemetry is read back: <c>resources</c>, <c>spans</c>, <c>logs</c>, <c>traces/{traceId}</c> below it.</summary>
    public Uri TelemetryApi => new(Address, "/api/telemetry/");

    // The dashboard unpacks itself below its home, once for all servers of this checkout.
    private static string Home => Path.Combine(RepositoryRoot.ToolsPath, "aspire-home");

    private protected override Task<ChildCommand> PrepareAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Home);
        var environment = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(ConfiguresTheDashboard)
            .ToDictionary(name => name, string? (_) => null);
        environment["HOME"] = Home;
        environment["ASPIRE_CLI_TELEMETRY_OPTOUT"] = "true";
        environment["ASPIRE_DASHBOARD_TELEMETRY_OPTOUT"] = "true";
        environment["NO_COLOR"] = "1";
        environment["TERM"] = "dumb";
        environment["features__updateNotificationsEnabled"] = "false";
        return Task.FromResult(new ChildCommand(
            _program,
            [
                "dashboard", "run", "--non-interactive", "--nologo", "--allow-anonymous",
                "--frontend-url", Address.GetLeftPart(UriPartial.Authority),
                "--otlp-grpc-url", OtlpGrpc.GetLeftPart(UriPartial.Authority),
                "--otlp-http-url", OtlpHttp.GetLeftPart(UriPartial.Authority),
            ])
        {
            WorkingDirectory = Home,
            Environment = environment,
            Grace = TimeSpan.FromSeconds(5),
        });
    }

    private protected override Task<bool> ProbeAsync(CancellationToken cancellationToken) =>
        HttpProbe.IsSuccessAsync(new Uri(Address, "/health"), cancellationToken);

    private protected override void ReleaseResources()
    {
        _frontend.Dispose();
        _otlpGrpc.Dispose();
        _otlpHttp.Dispose();
    }

    private static Uri AddressOf(PortLease port) => new($"http://127.0.0.1:{port.Port}");

    // Variables meant for other processes, which the dashboard would put above its arguments.
    private static bool ConfiguresTheDashboard(string variable) =>
        variable.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)
        || variable.StartsWith("OTEL_", StringComparison.OrdinalIgnoreCase)
        || variable.StartsWith("ASPIRE_", StringComparison.OrdinalIgnoreCase)
        || variable.StartsWith("DASHBOARD_", StringComparison.OrdinalIgnoreCase);
}
