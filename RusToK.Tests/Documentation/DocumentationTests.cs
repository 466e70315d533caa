using System.Text.RegularExpressions;
using RusToK.Embedded.Tools;
using Xunit;

namespace RusToK.Tests.Documentation;

/// <summary>What the documents name exists: commands of the script, files, links.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Root = RepositoryRoot.Path;

    public static TheoryData<string> Documents => [.. Directory
        .EnumerateFiles(Root, "*.md", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Root, path))
        .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or "node_modules" || part.StartsWith('.')))
        .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_command_is_one_of_the_script(string document) => AssertKnown(Read(document));

    [Fact]
    public void Every_command_that_a_message_of_the_product_names_is_one_of_the_script()
    {
        var sources = Directory.EnumerateFiles(Root, "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal));

        Assert.All(sources, path => AssertKnown(File.ReadAllText(path)));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_leads_to_a_file(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Root, document))!;
        var targets = Links().Matches(Read(document)).Select(m => m.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#'))
            .Select(target => target.Split('#')[0]);

        Assert.All(targets, target => Assert.True(Path.Exists(Path.Combine(folder, target)), $"{document} links to {target}, which is not there"));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_path_of_the_repository_is_there(string document)
    {
        var paths = Paths().Matches(Read(document)).Select(m => m.Groups["path"].Value.TrimEnd('/', '.')).Where(path => !path.Contains('*'));

        Assert.All(paths, path => Assert.True(Path.Exists(Path.Combine(Root, path)), $"{document} names {path}, which is not there"));
    }

    private static void AssertKnown(string text)
    {
        var script = File.ReadAllText(Path.Combine(Root, "rustok"));
        var known = Dispatch().Matches(script).SelectMany(m => m.Groups["names"].Value.Split('|', StringSplitOptions.TrimEntries)).ToHashSet();
        Assert.Contains("up", known);
        Assert.All(Commands().Matches(text).Select(m => m.Groups["name"].Value).Distinct(), command => Assert.Contains(command, known));
    }

    private static string Read(string document) => File.ReadAllText(Path.Combine(Root, document));

    [GeneratedRegex(@"^  (?<names>[a-z-]+(?: \| [a-z-]+)*)\) ", RegexOptions.Multiline)]
    private static partial Regex Dispatch();

    [GeneratedRegex(@"\./rustok (?<name>[a-z][a-z-]*)")]
    private static partial Regex Commands();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Links();

    [GeneratedRegex(@"`(?<path>(?:RusToK\.\w+|docs|benchmarks|prometheus|grafana|\.ci)/[\w./*-]+)`")]
    private static partial Regex Paths();
}
