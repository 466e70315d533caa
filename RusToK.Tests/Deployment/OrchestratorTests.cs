using System.Diagnostics;
using System.Net.Sockets;
using RusToK.Embedded;
using RusToK.Embedded.Tools;
using Xunit;

namespace RusToK.Tests.Deployment;

/// <summary>Which half of the topology is built, as the build itself evaluates it (ADR 0014).</summary>
public sealed class OrchestratorTests : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.Make();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Where_no_container_engine_listens_the_servers_are_embedded()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere Aspire runs it, whether an engine listens or not.");

        Assert.Equal("embedded", await EvaluateAsync(["-p:ContainerEngineSocket=/nowhere/docker.sock"]));
    }

    [Fact]
    public async Task Where_the_socket_of_a_container_engine_is_Aspire_runs_it()
    {
        var path = Path.Combine(_folder.Path, "engine.sock");
        using var engine = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        engine.Bind(new UnixDomainSocketEndPoint(path));

        Assert.Equal("aspire", await EvaluateAsync([$"-p:ContainerEngineSocket={path}"]));
    }

    [Fact]
    public async Task Where_DOCKER_HOST_names_a_container_engine_Aspire_runs_it() =>
        Assert.Equal("aspire", await EvaluateAsync([], ("DOCKER_HOST", "tcp://127.0.0.1:2375")));

    [Fact]
    public async Task A_variable_is_above_what_is_found() =>
        Assert.Equal("embedded", await EvaluateAsync([], ("DOCKER_HOST", "tcp://127.0.0.1:2375"), ("Orchestrator", "embedded")));

    [Fact]
    public async Task A_property_of_the_command_line_is_above_the_variable() =>
        Assert.Equal("aspire", await EvaluateAsync(["-p:Orchestrator=aspire"], ("Orchestrator", "embedded")));

    [Fact]
    public async Task An_orchestrator_that_there_is_not_is_refused_by_name()
    {
        var (exitCode, output) = await BuildAsync(["-t:CheckOrchestrator", "-p:Orchestrator=other"]);

        Assert.Equal(1, exitCode);
        Assert.Contains("RUSTOK002", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_package_of_Aspire_is_referred_to_by_the_embedded_half()
    {
        var (_, packages) = await BuildAsync(["-getItem:PackageReference", "-getItem:PackageVersion", "-p:Orchestrator=embedded"]);

        Assert.DoesNotContain("Aspire.", packages, StringComparison.Ordinal);
    }

    private static async Task<string> EvaluateAsync(string[] arguments, params (string Name, string Value)[] environment) =>
        (await BuildAsync(["-getProperty:Orchestrator", .. arguments], environment)).Output.Trim();

    private static async Task<(int ExitCode, string Output)> BuildAsync(string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", ["msbuild", "RusToK.AppHost", "-nodeReuse:false", .. arguments])
        {
            WorkingDirectory = RepositoryRoot.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The machine and whoever runs the tests may have chosen already.
        foreach (var name in (string[])["Orchestrator", "DOCKER_HOST"])
            start.Environment.Remove(name);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(Cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, output + await errors);
    }
}
