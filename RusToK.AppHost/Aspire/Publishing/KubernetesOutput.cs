using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace RusToK.AppHost.Publishing;

/// <summary>
/// What the publisher of Kubernetes leaves open in a Helm chart. Whatever has to be set is set once for all processes, below <c>secrets</c> or <c>settings</c>, and
/// a chart in which it is not is refused by Helm. Images have the version of the product.
/// </summary>
internal static partial class KubernetesOutput
{
    private const string Secrets = "secrets";
    private const string Settings = "settings";
    private const string Config = "config";
    private const string LatestTag = ":latest";

    /// <param name="chart">Folder of the chart.</param>
    public static async Task CompleteAsync(string chart, CancellationToken cancellationToken)
    {
        var file = Path.Combine(chart, "values.yaml");
        var values = new YamlStream();
        values.Load(new StringReader(await File.ReadAllTextAsync(file, cancellationToken)));
        var root = (YamlMappingNode)values.Documents[0].RootNode;
        var unset = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var template in Directory.GetFiles(Path.Combine(chart, "templates"), "*.yaml", SearchOption.AllDirectories).Select(NameJob))
        {
            var text = await File.ReadAllTextAsync(template, cancellationToken);
            await File.WriteAllTextAsync(template, Reference().Replace(text, reference => Require(reference, root, unset)), cancellationToken);
        }

        PinImages(root);
        DropEmpty(root);
        foreach (var section in (string[])[Secrets, Settings])
            root.Children[section] = new YamlMappingNode(unset.Where(name => name.StartsWith($"{section}.", StringComparison.Ordinal))
                .SelectMany(name => new YamlNode[] { name[(section.Length + 1)..], Quoted("") }));
        await SaveAsync(values, file, cancellationToken);
    }

    private static async Task SaveAsync(YamlStream values, string file, CancellationToken cancellationToken)
    {
        await using var writer = new StringWriter { NewLine = "\n" };
        values.Save(writer, assignAnchors: false);
        // A mark of the document's end, which a reader of one document has no use for.
        await File.WriteAllTextAsync(file, writer.ToString().Replace("\n...\n", "\n", StringComparison.Ordinal), cancellationToken);
    }

    /// <summary>A file is called after its resource, whose name may be one that Helm makes.</summary>
    private static string NameJob(string template)
    {
        if (!Path.GetFileName(template).Contains("{{", StringComparison.Ordinal))
            return template;
        var named = Path.Combine(Path.GetDirectoryName(template)!, "job.yaml");
        File.Move(template, named, overwrite: true);
        return named;
    }

    private static string Require(Match reference, YamlMappingNode root, SortedSet<string> unset)
    {
        var (section, resource, name) = (reference.Groups["section"].Value, reference.Groups["resource"].Value, reference.Groups["name"].Value);
        if (section == Config && !IsEmpty(root, resource, name))
            return reference.Value;
        var place = $"{(section == Config ? Settings : Secrets)}.{name}";
        unset.Add(place);
        return $"{{{{ required `set {place}` .Values.{place} }}}}";
    }

    private static bool IsEmpty(YamlMappingNode root, string resource, string name) =>
        !(root.Children.TryGetValue(Config, out var config) && config is YamlMappingNode all
          && all.Children.TryGetValue(resource, out var own) && own is YamlMappingNode mine
          && mine.Children.TryGetValue(name, out var value) && value is YamlScalarNode { Value.Length: > 0 });

    private static void PinImages(YamlMappingNode root)
    {
        if (!root.Children.TryGetValue("parameters", out var parameters) || parameters is not YamlMappingNode resources)
            return;
        foreach (var resource in resources.Children.Values.OfType<YamlMappingNode>())
            foreach (var (key, value) in resource.Children.ToList())
                if (value is YamlScalarNode { Value: { } image } && image.EndsWith(LatestTag, StringComparison.Ordinal))
                    resource.Children[key] = Quoted(ContainerImages.Of(image[..^LatestTag.Length]));
    }

    private static void DropEmpty(YamlMappingNode root)
    {
        if (!root.Children.TryGetValue(Config, out var config) || config is not YamlMappingNode resources)
            return;
        foreach (var resource in resources.Children.Values.OfType<YamlMappingNode>())
            foreach (var (key, _) in resource.Children.Where(pair => pair.Value is YamlScalarNode { Value: null or "" }).ToList())
                resource.Children.Remove(key);
    }

    private static YamlScalarNode Quoted(string value) => new(value) { Style = ScalarStyle.DoubleQuoted };

    [GeneratedRegex(@"\{\{ \.Values\.(?<section>secrets|config)\.(?<resource>\w+)\.(?<name>\w+) \}\}")]
    private static partial Regex Reference();
}
