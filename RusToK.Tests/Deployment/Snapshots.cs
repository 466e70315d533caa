using RusToK.Embedded.Tools;
using Xunit;

namespace RusToK.Tests.Deployment;

/// <summary>
/// Output of Aspire that is written down, in <c>RusToK.Tests/Deployment/Snapshots</c>. With <c>RUSTOK_WRITE_SNAPSHOTS=1</c> the files are written anew, for a
/// person to look at what has changed.
/// </summary>
internal static class Snapshots
{
    public static string Folder { get; } = Path.Combine(RepositoryRoot.Path, "RusToK.Tests", "Deployment", "Snapshots");

    public static string Read(string name) => File.ReadAllText(Path.Combine(Folder, name));

    /// <summary>The text of a snapshot is this one.</summary>
    public static void AssertAre(string name, string text)
    {
        var file = Path.Combine(Folder, name);
        if (Environment.GetEnvironmentVariable("RUSTOK_WRITE_SNAPSHOTS") == "1")
            File.WriteAllText(file, text);
        Assert.True(File.Exists(file), $"There is no snapshot {name} yet: RUSTOK_WRITE_SNAPSHOTS=1 writes it.");
        Assert.Equal(File.ReadAllText(file), text);
    }
}
