using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Import.WordPress.Mapping;

/// <summary>The content module's own rules, asked before a command is sent, so that a dry run knows them as well.</summary>
internal static class NodeLimits
{
    /// <summary>The first rule a node breaks; null when it keeps all.</summary>
    public static ImportReason? Check(MappedNode node)
    {
        var violations = new Violations();
        NodeRules.CheckText(violations, "", new NodeText
        {
            Title = node.Title,
            Slug = node.Slugs[0],
            Excerpt = node.Excerpt,
            BodyFormat = BodyFormat.Html,
            Body = node.Body,
        });
        NodeRules.CheckMetadata(violations, "metadata", node.Metadata);
        return violations.First is { } error ? new ImportReason($"{error.Field}-{error.Rule}", Sentence(error.Message)) : null;
    }

    private static string Sentence(string message) => char.ToUpperInvariant(message[0]) + message[1..];
}
