using System.Diagnostics;
using RusToK.Embedded;
using RusToK.Embedded.Tools;
using Xunit;

namespace RusToK.Tests.Embedded;

public sealed class ScriptTests : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.Make();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Status_of_a_checkout_where_nothing_runs_is_exit_code_3()
    {
        var (exitCode, output) = await RunAsync("bash", "rustok", "status");

        Assert.Equal(3, exitCode);
        Assert.Contains("not running", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Down_where_nothing_runs_succeeds()
    {
        var (exitCode, output) = await RunAsync("bash", "rustok", "down");

        Assert.Equal(0, exitCode);
        Assert.Contains("nothing is running", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_without_a_running_system_names_the_command_that_starts_it()
    {
        var (exitCode, output) = await RunAsync("bash", "rustok", "import", "wordpress", "file.xml", "--tenant", "demo");

        Assert.Equal(1, exitCode);
        Assert.Contains("./rustok up --detach", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_command_is_refused_with_the_list_of_commands()
    {
        var (exitCode, output) = await RunAsync("bash", "rustok", "fly");

        Assert.Equal(1, exitCode);
        Assert.Contains("there is no command 'fly'", output, StringComparison.Ordinal);
        Assert.Contains("dead-letters", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("say what to publish")]
    [InlineData("say what to publish", "somewhere")]
    [InlineData("say where to", "compose")]
    [InlineData("say where to", "kubernetes", "--external-servers")]
    [InlineData("there is no option '--force'", "compose", "out", "--force")]
    public async Task Something_is_published_to_somewhere_or_refused(string message, params string[] arguments)
    {
        var (exitCode, output) = await RunAsync("bash", ["rustok", "publish", .. arguments]);

        Assert.Equal(1, exitCode);
        Assert.Contains(message, output, StringComparison.Ordinal);
    }

    private async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = RepositoryRoot.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["RUSTOK_STATE"] = _folder.Path },
        })!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(Cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, output + await errors);
    }
}
