using System.Text.RegularExpressions;

namespace RusToK.ServiceDefaults.Telemetry;

/// <summary>The id of the container this process runs in, as the kernel's files tell it.</summary>
internal static partial class ContainerId
{
    /// <returns>64 hexadecimal digits; null outside of a container, and where nobody tells.</returns>
    public static string? Find() => From(Read("/proc/self/cgroup"), Read("/proc/self/mountinfo"));

    /// <param name="cgroup">Lines of <c>/proc/self/cgroup</c>; with version 1 a path ends in the id.</param>
    /// <param name="mounts">Lines of <c>/proc/self/mountinfo</c>; with version 2 the mount of <c>/etc/hostname</c> comes from a folder of that name.</param>
    public static string? From(IEnumerable<string> cgroup, IEnumerable<string> mounts) =>
        cgroup.Select(line => AtTheEnd().Match(line))
            .Concat(mounts.Where(line => line.Contains("/hostname", StringComparison.Ordinal)).Select(line => Folder().Match(line)))
            .FirstOrDefault(match => match.Success)?.Groups["id"].Value;

    private static string[] Read(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    [GeneratedRegex(@"[/-](?<id>[0-9a-f]{64})(\.scope)?$")]
    private static partial Regex AtTheEnd();

    [GeneratedRegex(@"/(?<id>[0-9a-f]{64})/")]
    private static partial Regex Folder();
}
