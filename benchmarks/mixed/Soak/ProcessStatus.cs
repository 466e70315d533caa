using System.Globalization;

namespace RusToK.Benchmarks.Mixed.Soak;

/// <summary>What a process holds, from <c>/proc</c> (Linux).</summary>
/// <param name="ResidentBytes">Of memory.</param>
/// <param name="Handles">Open file descriptors.</param>
/// <param name="Threads">Of the operating system.</param>
internal readonly record struct ProcessStatus(long ResidentBytes, int Handles, int Threads)
{
    private const long Kibi = 1024;

    public static ProcessStatus Of(int processId)
    {
        var lines = File.ReadAllLines($"/proc/{processId}/status");
        return new ProcessStatus(Number(lines, "VmRSS:") * Kibi, Directory.GetFileSystemEntries($"/proc/{processId}/fd").Length, (int)Number(lines, "Threads:"));
    }

    private static long Number(string[] lines, string name)
    {
        var line = lines.First(l => l.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line.AsSpan(name.Length).Trim().TrimEnd("kB").TrimEnd(), CultureInfo.InvariantCulture);
    }
}
