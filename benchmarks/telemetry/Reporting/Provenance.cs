using System.Globalization;
using System.Runtime.InteropServices;

namespace RusToK.Benchmarks.Telemetry.Reporting;

/// <summary>Where numbers come from, as a page tells it.</summary>
internal static class Provenance
{
    /// <param name="benchmark">As <c>./rustok bench</c> knows it.</param>
    /// <param name="arguments">What it was told.</param>
    public static string Command(string benchmark, IReadOnlyList<string> arguments) =>
        $"./rustok bench {benchmark}{(arguments.Count > 0 ? " -- " : "")}{string.Join(' ', arguments.Select(a => a.Contains(' ', StringComparison.Ordinal) ? $"\"{a}\"" : a))}";

    /// <summary>The head of a page: what it is of, when, how and where.</summary>
    /// <param name="benchmark">As <c>./rustok bench</c> knows it.</param>
    /// <param name="arguments">What it was told.</param>
    public static string Head(string benchmark, IReadOnlyList<string> arguments) => string.Create(
        CultureInfo.InvariantCulture,
        $"# {benchmark}\n\n{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC, `{Command(benchmark, arguments)}`\n\n{Machine()}. Clients, servers and databases share it: read ratios.");

    private static string Machine() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} cores ({Processor()}), {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30):N0} GiB, {RuntimeInformation.OSDescription}, .NET {Environment.Version}");

    private static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString()
        : RuntimeInformation.ProcessArchitecture.ToString();
}
