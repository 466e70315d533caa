using RusToK.Operations.Dashboards;
using RusToK.Operations.Prometheus;

namespace RusToK.Operations;

/// <summary>Every file that is written from this project. The folders they are in hold nothing else.</summary>
public static class OperationsFiles
{
    private static readonly string[] Folders = ["prometheus", "grafana"];

    public static IEnumerable<GeneratedFile> All => PrometheusFiles.All.Concat(DashboardFiles.All);

    /// <summary>Makes the folders hold what <see cref="All"/> says, and nothing else.</summary>
    /// <param name="root">The repository.</param>
    /// <returns>The paths that were written or removed.</returns>
    public static IReadOnlyList<string> Write(string root)
    {
        var differing = Differing(root);
        var files = All.ToDictionary(file => file.Path, file => file.Text);
        foreach (var path in differing)
            if (files.TryGetValue(path, out var text))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, path))!);
                File.WriteAllText(Path.Combine(root, path), text);
            }
            else
            {
                File.Delete(Path.Combine(root, path));
            }

        return differing;
    }

    /// <summary>Paths whose file is missing, says something else, or is written from nothing.</summary>
    /// <param name="root">The repository.</param>
    public static IReadOnlyList<string> Differing(string root)
    {
        var files = All.ToDictionary(file => file.Path, file => file.Text);
        var unknown = Folders.Select(folder => Path.Combine(root, folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/')).Where(path => !files.ContainsKey(path));
        var changed = files.Where(file => Path.Combine(root, file.Key) is var path && !(File.Exists(path) && File.ReadAllText(path) == file.Value))
            .Select(file => file.Key);
        return [.. changed.Concat(unknown).Order(StringComparer.Ordinal)];
    }
}
