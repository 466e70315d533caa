namespace RusToK.Embedded;

/// <summary>
/// A folder below the system's temporary one, removed when disposed. What a killed process left is removed by the next
/// one that makes such a folder: an open lock file tells the living from the dead.
/// </summary>
internal sealed class TemporaryFolder : IDisposable
{
    private const string Prefix = "rustok-servers-";
    private const string LockName = "owner.lock";

    private readonly FileStream _lock;

    private TemporaryFolder(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    public string Path { get; }

    public static TemporaryFolder Make()
    {
        SweepDead();
        var folder = Directory.CreateTempSubdirectory(Prefix);
        var held = Lock(folder.FullName, FileMode.CreateNew);

        // Others may pass through to what is theirs, as PostgreSQL's user must.
        folder.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return new TemporaryFolder(folder.FullName, held);
    }

    public void Dispose()
    {
        Directory.Delete(Path, recursive: true);
        _lock.Dispose();
    }

    private static FileStream Lock(string folder, FileMode mode) =>
        new(System.IO.Path.Combine(folder, LockName), mode, FileAccess.ReadWrite, FileShare.None);

    private static void SweepDead()
    {
        foreach (var folder in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), $"{Prefix}*"))
        {
            try
            {
                // A folder without the lock file is being made at this moment.
                using var held = Lock(folder, FileMode.Open);
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException)
            {
                // Held by a living process, or swept by another one.
            }
            catch (UnauthorizedAccessException)
            {
                // Another user's.
            }
        }
    }
}
