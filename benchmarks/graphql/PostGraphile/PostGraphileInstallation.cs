using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using RusToK.Embedded.Tools;

namespace RusToK.Benchmarks.GraphQL.PostGraphile;

/// <summary>PostGraphile and the Node.js it wants, as npm packages in a folder of their own beside the other tools of this checkout.</summary>
/// <param name="Node">The program.</param>
/// <param name="Modules">Where it looks for packages.</param>
internal sealed record PostGraphileInstallation(string Node, string Modules)
{
    public const string Version = "5.1.5";

    /// <summary>PostGraphile 5 asks for 22 or above, which not every system has.</summary>
    private const string NodeVersion = "24.22.3";

    private static readonly (string Name, string Version)[] Packages = [("postgraphile", Version), ($"node-{NodePlatform.Name}", NodeVersion)];

    /// <summary>Installs what is missing.</summary>
    /// <exception cref="InvalidOperationException">npm is missing, or could not.</exception>
    public static async Task<PostGraphileInstallation> EnsureAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(RepositoryRoot.ToolsPath, "postgraphile");
        var modules = Path.Combine(folder, "node_modules");
        if (Packages.Any(package => VersionIn(modules, package.Name) != package.Version))
            await InstallAsync(folder, cancellationToken);
        return new PostGraphileInstallation(Path.Combine(modules, Packages[1].Name, "bin", "node"), modules);
    }

    private static string? VersionIn(string modules, string package)
    {
        var file = Path.Combine(modules, package, "package.json");
        if (!File.Exists(file))
            return null;
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        return json.RootElement.GetProperty("version").GetString();
    }

    private static async Task InstallAsync(string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), """{ "private": true }""", cancellationToken);
        var start = new ProcessStartInfo(
            "npm",
            [
                "install", "--prefix", folder, "--save-exact", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error",
                .. Packages.Select(package => $"{package.Name}@{package.Version}"),
            ])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        Console.WriteLine($"Installing PostGraphile {Version} into {folder}");
        try
        {
            using var npm = Process.Start(start)!;
            var output = npm.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = await npm.StandardError.ReadToEndAsync(cancellationToken);
            await output;
            await npm.WaitForExitAsync(cancellationToken);
            if (npm.ExitCode != 0)
                throw new InvalidOperationException("npm could not install it: " + errors.Split('\n').FirstOrDefault(line => line.Length > 0));
        }
        catch (Win32Exception)
        {
            throw new InvalidOperationException("npm is not on this machine");
        }
    }
}
