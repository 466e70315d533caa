using System.Globalization;
using RusToK.Embedded.Tools;

namespace RusToK.Embedded.Processes;

/// <summary>The user that PostgreSQL runs as when this process is root, which PostgreSQL refuses to be.</summary>
/// <param name="Name">Login name.</param>
/// <param name="UserId">Numeric user id.</param>
/// <param name="GroupId">Numeric id of its group.</param>
/// <param name="Launcher">The command, with its arguments, that runs another one as this user.</param>
internal sealed record UnprivilegedUser(string Name, int UserId, int GroupId, IReadOnlyList<string> Launcher)
{
    private static readonly string[] Candidates = ["postgres", "nobody"];

    /// <summary>Null when this process is not root, and so needs no other user.</summary>
    /// <exception cref="ToolMissingException">Root, and no user or no program to change to one.</exception>
    public static UnprivilegedUser? ForRoot()
    {
        if (!NativeProcess.IsRoot)
            return null;
        var users = File.ReadLines("/etc/passwd")
            .Select(line => line.Split(':'))
            .Where(fields => fields.Length >= 4)
            .ToLookup(fields => fields[0]);
        var user = Candidates.SelectMany(name => users[name]).FirstOrDefault()
            ?? throw new ToolMissingException(
                "PostgreSQL refuses to run as root, and this machine has neither a user 'postgres' nor 'nobody' to run it as.",
                "run as an ordinary user");
        var userId = int.Parse(user[2], CultureInfo.InvariantCulture);
        var groupId = int.Parse(user[3], CultureInfo.InvariantCulture);
        return new UnprivilegedUser(user[0], userId, groupId, LauncherFor(user[0], userId, groupId));
    }

    private static string[] LauncherFor(string name, int userId, int groupId)
    {
        // setpriv replaces itself by the command; runuser stays as its parent.
        if (SearchPath.Find("setpriv") is { } setpriv)
            return [setpriv, $"--reuid={userId}", $"--regid={groupId}", "--clear-groups", "--"];
        if (SearchPath.Find("runuser") is { } runuser)
            return [runuser, "-u", name, "--"];
        throw new ToolMissingException(
            "PostgreSQL refuses to run as root, and neither setpriv nor runuser was found to run it as another user.",
            "apt-get install util-linux, or run as an ordinary user");
    }
}
