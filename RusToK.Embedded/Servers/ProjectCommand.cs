using RusToK.Embedded.Processes;
using RusToK.Embedded.Tools;

namespace RusToK.Embedded.Servers;

/// <summary>How a built project of this solution is run.</summary>
internal static class ProjectCommand
{
    public static ChildCommand For(
        string assembly, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment) =>
        new(DotnetHost(), ["exec", assembly, .. arguments])
        {
            // Settings and static files are beside the assembly.
            WorkingDirectory = Path.GetDirectoryName(assembly)!,
            Environment = environment.ToDictionary(pair => pair.Key, string? (pair) => pair.Value),
        };

    private static string DotnetHost()
    {
        var self = Environment.ProcessPath;
        return Path.GetFileNameWithoutExtension(self) == "dotnet" ? self! : SearchPath.Find("dotnet") ?? "dotnet";
    }
}
