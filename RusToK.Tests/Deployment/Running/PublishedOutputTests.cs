using System.Diagnostics;
using System.Text;
using RusToK.Embedded;
using RusToK.Embedded.Tools;
using Xunit;

namespace RusToK.Tests.Deployment.Running;

/// <summary>What is published is what is written down, file by file.</summary>
public sealed class PublishedOutputTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // Its own output, beside which its settings are: of the same configuration as this assembly.
    private static string AppHost { get; } = Path.Combine(
        RepositoryRoot.Path, "RusToK.AppHost", "bin", "aspire", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "RusToK.AppHost.dll");

    [Theory]
    [InlineData("compose", false)]
    [InlineData("compose", true)]
    [InlineData("kubernetes", false)]
    [InlineData("kubernetes", true)]
    public async Task The_published_files_are_the_ones_that_are_written_down(string publisher, bool externalServers)
    {
        using var folder = TemporaryFolder.Make();
        var output = Path.Combine(folder.Path, "published");

        await PublishAsync(publisher, externalServers, output);

        Snapshots.AssertAre($"{publisher}{(externalServers ? "-external-servers" : "")}.txt", await RenderAsync(output));
    }

    [Fact]
    public async Task Images_of_what_watches_are_built_of_what_is_published()
    {
        using var folder = TemporaryFolder.Make();
        var images = Path.Combine(folder.Path, "published", "images");

        await PublishAsync("compose", externalServers: false, Path.GetDirectoryName(images)!);

        Assert.All(Directory.EnumerateFiles(Path.Combine(images, "RusToK.AppHost", "Images"), "*.Dockerfile"), file => ContainerFileTests.AssertSourcesAreThere(file, images));
    }

    private static async Task PublishAsync(string publisher, bool externalServers, string output)
    {
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                AppHost, "--operation", "publish", "--step", "publish", "--output-path", output,
                "--Publisher", publisher, "--ExternalServers", $"{externalServers}",
            ])
        {
            WorkingDirectory = Path.Combine(RepositoryRoot.Path, "RusToK.AppHost"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync(Cancellation);
        var told = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        Assert.True(process.ExitCode == 0, $"{told}{await errors}");
    }

    /// <summary>One text of all files but those that are copies of the repository's own.</summary>
    private static async Task<string> RenderAsync(string folder)
    {
        var text = new StringBuilder();
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'));
        foreach (var file in files.Where(file => !file.StartsWith("images/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            text.Append("===== ").Append(file).Append('\n').Append((await File.ReadAllTextAsync(Path.Combine(folder, file), Cancellation)).ReplaceLineEndings("\n").TrimEnd('\n')).Append('\n');
        return text.ToString();
    }
}
