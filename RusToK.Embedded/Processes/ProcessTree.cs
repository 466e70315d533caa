using System.Diagnostics;
using System.Globalization;

namespace RusToK.Embedded.Processes;

/// <summary>What the system knows of running processes: who is whose child, and with which arguments it runs.</summary>
internal static class ProcessTree
{
    /// <summary>The process and all below it, parents first.</summary>
    public static IReadOnlyList<int> Of(int processId)
    {
        var children = ParentsById().ToLookup(pair => pair.Parent, pair => pair.Id);
        var tree = new List<int> { processId };
        for (var next = 0; next < tree.Count; next++)
            tree.AddRange(children[tree[next]]);
        return tree;
    }

    /// <summary>The parent of a running process; null when it does not run.</summary>
    public static int? ParentOf(int processId) =>
        ParentsById().Where(pair => pair.Id == processId).Select(pair => (int?)pair.Parent).FirstOrDefault();

    /// <summary>The arguments of a running process, joined by spaces; null when it does not run.</summary>
    public static string? CommandLine(int processId)
    {
        if (!Directory.Exists("/proc/self"))
            return Ps($"-o args= -p {processId}").FirstOrDefault();
        try
        {
            var line = File.ReadAllText($"/proc/{processId}/cmdline").Replace('\0', ' ').TrimEnd();
            return line.Length == 0 ? null : line;
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static IEnumerable<(int Id, int Parent)> ParentsById() =>
        Directory.Exists("/proc/self") ? ParentsFromProc() : ParentsFromPs();

    private static IEnumerable<(int Id, int Parent)> ParentsFromProc()
    {
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var id))
                continue;
            string stat;
            try
            {
                stat = File.ReadAllText(Path.Combine(directory, "stat"));
            }
            catch (IOException)
            {
                continue;
            }

            // "pid (name, which may hold anything) state parent ..."
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            yield return (id, int.Parse(fields[1], CultureInfo.InvariantCulture));
        }
    }

    private static IEnumerable<(int Id, int Parent)> ParentsFromPs() =>
        from line in Ps("-axo pid=,ppid=")
        let fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        where fields.Length == 2
        select (int.Parse(fields[0], CultureInfo.InvariantCulture), int.Parse(fields[1], CultureInfo.InvariantCulture));

    private static string[] Ps(string arguments)
    {
        using var ps = Process.Start(new ProcessStartInfo("ps", arguments) { RedirectStandardOutput = true })!;
        return ps.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
