namespace RusToK.Embedded.Tools;

/// <summary>Programs on PATH, and where Debian keeps those that are not.</summary>
internal static class SearchPath
{
    /// <summary>The full path of a program; null when there is none.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Concat(["/usr/local/bin", "/usr/bin", "/usr/sbin", "/sbin", "/opt/homebrew/bin"])
            .Select(directory => Path.Combine(directory, program))
            .FirstOrDefault(File.Exists);
}
