using RusToK.Embedded.Tools;

namespace RusToK.Tests.Architecture;

/// <summary>The product's C# files.</summary>
internal static class SourceCode
{
    /// <summary>Every file that somebody has written, by its path from the root of the repository, with its lines.</summary>
    public static IEnumerable<(string Path, string[] Lines)> Files() =>
        from project in CompiledCode.Product.Keys
        from file in Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, project), "*.cs", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(RepositoryRoot.Path, file)
        where !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "Migrations")
        select (path, File.ReadAllLines(file));

    /// <summary>Where a condition holds for a line: <c>path:line: text</c>.</summary>
    public static IEnumerable<string> Lines(Func<string, bool> condition) =>
        from file in Files()
        from line in file.Lines.Select((text, index) => (Text: text, Number: index + 1))
        where condition(line.Text)
        select $"{file.Path}:{line.Number}: {line.Text.Trim()}";
}
