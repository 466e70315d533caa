using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RusToK.Embedded.Tools;

/// <summary>An installation of PostgreSQL's server programs.</summary>
/// <param name="Root">The folder that holds bin, lib and share.</param>
/// <param name="Bin">The folder of <c>postgres</c> and <c>initdb</c>.</param>
/// <param name="Version">Major version, 17 or above.</param>
/// <param name="IsBundled">True for the npm package, which can be copied elsewhere as a whole.</param>
internal sealed partial record PostgresBinaries(string Root, string Bin, int Version, bool IsBundled)
{
    private const int OldestVersion = 17;

    public string Server => Path.Combine(Bin, "postgres");

    public string InitDb => Path.Combine(Bin, "initdb");

    /// <summary>Finds the npm package of this checkout, else the newest installation on the machine.</summary>
    /// <exception cref="ToolMissingException">There is none of version 17 or above.</exception>
    public static PostgresBinaries Find()
    {
        var bundled = NodePlatform.PathIn($"@embedded-postgres/{NodePlatform.Name}", "native");
        if (File.Exists(Path.Combine(bundled, "bin", "postgres")))
        {
            LinkLibraries(Path.GetDirectoryName(bundled)!);
            return At(bundled, isBundled: true)!;
        }

        return InstalledBins()
            .Where(bin => File.Exists(Path.Combine(bin, "postgres")) && File.Exists(Path.Combine(bin, "initdb")))
            .Select(bin => At(Path.GetDirectoryName(bin)!, isBundled: false))
            .OfType<PostgresBinaries>()
            .Where(found => found.Version >= OldestVersion)
            .MaxBy(found => found.Version)
            ?? throw new ToolMissingException($"PostgreSQL {OldestVersion} or above was not found.", "./rustok setup");
    }

    /// <summary>True when a loadable library of this name, without its extension, comes with the server.</summary>
    public bool Has(string library) =>
        (from directory in (string[])["lib", "lib/postgresql"]
         from extension in (string[])["so", "dylib"]
         select Path.Combine(Root, directory, $"{library}.{extension}")).Any(File.Exists);

    /// <summary>The same installation, copied to a folder that other users can read.</summary>
    public async Task<PostgresBinaries> CopyToAsync(string directory, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(directory, "bin", "postgres")))
        {
            var half = $"{directory}.{Guid.NewGuid():N}";
            Directory.CreateDirectory(Path.GetDirectoryName(directory)!);
            using var copy = Process.Start("cp", ["-RP", Root, half]);
            await copy.WaitForExitAsync(cancellationToken);
            using var open = Process.Start("chmod", ["-R", "a+rX", half]);
            await open.WaitForExitAsync(cancellationToken);
            if (copy.ExitCode != 0 || open.ExitCode != 0)
                throw new IOException($"{Root} could not be copied to {half}.");
            Directory.Move(half, directory);
        }

        return this with { Root = directory, Bin = Path.Combine(directory, "bin") };
    }

    private static IEnumerable<string> InstalledBins()
    {
        if (SearchPath.Find("postgres") is { } onPath)
            yield return Path.GetDirectoryName(onPath)!;
        foreach (var parent in (string[])["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"])
        {
            if (!Directory.Exists(parent))
                continue;
            foreach (var installation in Directory.EnumerateDirectories(parent))
                yield return Path.Combine(installation, "bin");
        }
    }

    private static PostgresBinaries? At(string root, bool isBundled)
    {
        var bin = Path.Combine(root, "bin");
        using var process = Process.Start(
            new ProcessStartInfo(Path.Combine(bin, "postgres"), "--version") { RedirectStandardOutput = true })!;
        var version = VersionNumber().Match(process.StandardOutput.ReadToEnd());
        return version.Success
            ? new PostgresBinaries(root, bin, int.Parse(version.ValueSpan, CultureInfo.InvariantCulture), isBundled)
            : null;
    }

    // npm packages cannot carry symbolic links; the package lists them, and its install script, which makes them, may
    // have been blocked.
    private static void LinkLibraries(string package)
    {
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (!File.Exists(list))
            return;
        using var links = JsonDocument.Parse(File.ReadAllText(list));
        foreach (var link in links.RootElement.EnumerateArray())
        {
            var source = Path.Combine(package, link.GetProperty("source").GetString()!);
            var target = Path.Combine(package, link.GetProperty("target").GetString()!);
            if (File.Exists(target))
                continue;
            try
            {
                File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
            }
            catch (IOException) when (File.Exists(target))
            {
                // Another process was faster.
            }
        }
    }

    [GeneratedRegex(@"(?<=\(PostgreSQL\) )\d+")]
    private static partial Regex VersionNumber();
}
