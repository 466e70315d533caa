using RusToK.Embedded.Tools;
using Xunit;

namespace RusToK.Tests.Import;

/// <summary>The WordPress theme unit test export, kept beside the repository because of its licence.</summary>
internal static class ThemeUnitTestFile
{
    private const string Name = "shared/data/wordpress-theme-unit-test.xml";

    /// <summary>Its path; the test is skipped where it is not there.</summary>
    public static string Require()
    {
        var path = Path.GetFullPath(Path.Combine(RepositoryRoot.Path, "..", Name));
        Assert.SkipUnless(File.Exists(path), $"{path} is not there; put the WordPress theme unit test export beside the repository as {Name}.");
        return path;
    }
}
