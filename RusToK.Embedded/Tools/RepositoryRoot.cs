namespace RusToK.Embedded.Tools;

/// <summary>The folders of a checkout.</summary>
public static class RepositoryRoot
{
    /// <summary>The folder that holds RusToK.sln, searched upwards from the running assembly.</summary>
    /// <exception cref="InvalidOperationException">The assembly does not run from inside a checkout.</exception>
    public static string Path { get; } = Find();

    /// <summary>What this checkout keeps between runs: RUSTOK_STATE, else <c>.rustok</c> at the root.</summary>
    public static string StatePath =>
        Environment.GetEnvironmentVariable("RUSTOK_STATE") is { Length: > 0 } state
            ? System.IO.Path.GetFullPath(state)
            : System.IO.Path.Combine(Path, ".rustok");

    /// <summary>Programs installed for this checkout: RUSTOK_TOOLS, else <c>.rustok/tools</c> at the root.</summary>
    public static string ToolsPath =>
        Environment.GetEnvironmentVariable("RUSTOK_TOOLS") is { Length: > 0 } tools
            ? System.IO.Path.GetFullPath(tools)
            : System.IO.Path.Combine(Path, ".rustok", "tools");

    /// <summary>The build output of a project, of the same configuration as the running assembly.</summary>
    /// <exception cref="FileNotFoundException">The project is not built in that configuration.</exception>
    public static string AssemblyOf(string project)
    {
        var configuration = AppContext.BaseDirectory.Contains("/Debug/net10.0", StringComparison.Ordinal) ? "Debug" : "Release";
        var assembly = System.IO.Path.Combine(Path, project, "bin", configuration, "net10.0", $"{project}.dll");
        return File.Exists(assembly)
            ? assembly
            : throw new FileNotFoundException($"{project} is not built: run dotnet build -c {configuration} {project}", assembly);
    }

    private static string Find()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(directory.FullName, "RusToK.sln")))
                return directory.FullName;
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds RusToK.sln.");
    }
}
