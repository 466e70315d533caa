using System.Diagnostics;
using RusToK.Embedded.Tools;

namespace RusToK.Benchmarks.Startup;

/// <summary>Publications of the API in folders of their own, which are gone with this.</summary>
internal sealed class Builds : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rustok-startup-").FullName;

    /// <param name="name">Of the folder.</param>
    /// <param name="properties">Of MSBuild.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The path of <c>RusToK.Api.dll</c>.</returns>
    /// <exception cref="InvalidOperationException">It was not published; the message says why.</exception>
    public async Task<string> PublishAsync(string name, IEnumerable<string> properties, CancellationToken cancellationToken)
    {
        var output = Path.Combine(_folder, name);
        // Its intermediate files are apart from those of the ordinary build, which has no runtime identifier.
        using var process = Process.Start(new ProcessStartInfo("dotnet",
        [
            "publish", Path.Combine(RepositoryRoot.Path, "RusToK.Api"), "-c", "Release", "-o", output, "--nologo", "-v", "quiet", "--disable-build-servers",
            "--artifacts-path", Path.Combine(_folder, "artifacts-" + name),
            .. properties.Select(property => "-p:" + property),
        ])
        { RedirectStandardOutput = true })!;
        var told = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? Path.Combine(output, "RusToK.Api.dll") : throw new InvalidOperationException($"'{name}' was not published: {told}");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
