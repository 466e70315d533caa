using System.Runtime.InteropServices;

namespace RusToK.Embedded.Tools;

/// <summary>This machine's name in the names of npm packages that carry binaries.</summary>
internal static class NodePlatform
{
    public static string Name { get; } =
        $"{(OperatingSystem.IsMacOS() ? "darwin" : "linux")}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";

    /// <summary>A path inside an installed npm package.</summary>
    public static string PathIn(string package, params string[] below) =>
        Path.Combine([RepositoryRoot.ToolsPath, "node_modules", .. package.Split('/'), .. below]);
}
