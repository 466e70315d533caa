using System.Text.RegularExpressions;
using RusToK.Embedded.Tools;
using RusToK.Tests.Architecture;
using Xunit;

namespace RusToK.Tests.Deployment;

/// <summary>The files that container images are built of, as far as a machine without a container engine can tell.</summary>
public sealed partial class ContainerFileTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "RusToK.AppHost", "Images");

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*.Dockerfile").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void It_begins_with_an_image_of_a_version(string file) => Assert.Matches(Pinned(), Instructions(Path.Combine(Folder, file)).Single(line => line.StartsWith("FROM ", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Files))]
    public void Everything_it_copies_is_there(string file) => AssertSourcesAreThere(Path.Combine(Folder, file), RepositoryRoot.Path);

    [Theory]
    [MemberData(nameof(Files))]
    public void Everything_it_copies_is_let_into_the_context_and_nothing_else_is(string file)
    {
        var ignored = File.ReadAllLines(Path.Combine(Folder, $"{file}.dockerignore"));

        Assert.Equal("**", ignored[0]);
        Assert.All(Sources(Path.Combine(Folder, file)), source => Assert.Contains(
            ignored.Skip(1), line => line[0] == '!' && (source == line[1..] || source.StartsWith($"{line[1..]}/", StringComparison.Ordinal))));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Its_version_is_the_one_of_the_servers_beside_a_local_system(string file)
    {
        var image = Pinned().Match(Instructions(Path.Combine(Folder, file)).First()).Groups["image"].Value;

        Assert.Contains($"    image: {image}\n", File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docker-compose.observability.yml")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_images_of_API_and_Worker_have_a_tag_of_their_version() => Offenders.AssertNone(
        from project in (string[])["RusToK.Api", "RusToK.Worker"]
        let text = File.ReadAllText(Path.Combine(RepositoryRoot.Path, project, $"{project}.csproj"))
        where !text.Contains("<ContainerImageTag>$(Version)</ContainerImageTag>", StringComparison.Ordinal)
        select project, "Without a tag an image is called latest.");

    /// <summary>Every source of a Dockerfile exists below a folder.</summary>
    internal static void AssertSourcesAreThere(string dockerfile, string context) => Offenders.AssertNone(
        Sources(dockerfile).Where(source => source.Contains('*', StringComparison.Ordinal)
            ? !Directory.EnumerateFiles(Path.Combine(context, Path.GetDirectoryName(source)!), Path.GetFileName(source)).Any()
            : !Path.Exists(Path.Combine(context, source))),
        $"{Path.GetFileName(dockerfile)} copies what is not there:");

    private static IEnumerable<string> Sources(string dockerfile) =>
        Instructions(dockerfile).Where(line => line.StartsWith("COPY ", StringComparison.Ordinal)).SelectMany(line => line.Split(' ')[1..^1]);

    private static IEnumerable<string> Instructions(string dockerfile) => File.ReadLines(dockerfile).Where(line => line.Length > 0 && line[0] != '#');

    [GeneratedRegex(@"^FROM (?<image>[a-z]+/[a-z]+:v?\d+\.\d+\.\d+)$")]
    private static partial Regex Pinned();
}
