using System.Runtime.InteropServices;

namespace RusToK.Embedded.Tools;

/// <summary>This machine's name in the names of npm packages that carry binaries.</summary>
public static class NodePlatform
{
    /// <summary>Such as <c>linux-x64</c>.</summary>
    public static string Name { get; } =
        $"{(OperatingSystem.IsMacOS() ? "darwin" : "linux")}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";

    /// <summary>A path inside an installed npm package.</summary>
    public static string PathIn(string package, params string[] below) =>
        Path.Combine([RepositoryRoot.ToolsPath, "node_modules", .. package.Split('/'), .. below]);
}
