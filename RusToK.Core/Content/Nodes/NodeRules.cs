using System.Text.Json;
using RusToK.Core.Content.Text;
using RusToK.Core.Persistence;

namespace RusToK.Core.Content.Nodes;

/// <summary>What a node and its words may look like.</summary>
public static class NodeRules
{
    public const int MaxTitle = 255;
    public const int MaxExcerpt = 1000;
    public const int MaxBody = 1_000_000;
    public const int MaxDepth = 100;
    public const int MaxArchiveReason = 500;
    public const int MaxTags = 100;

    /// <summary>Characters of the metadata as JSON.</summary>
    public const int MaxMetadata = 65_536;

    /// <summary>Descendants a node may have when it is moved: each is told of its new depth by an event of its own.</summary>
    public const int MaxMovedDescendants = 1_000;

    /// <summary>How far ahead of this clock a publication may be, for callers whose clock is.</summary>
    internal static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    internal static void CheckText(Violations violations, string path, NodeText text)
    {
        violations.RequireLocale(path + "locale", text.Locale ?? "en");
        violations.RequireName(path + "title", text.Title, MaxTitle);
        violations.RequireSlug(path + "slug", text.Slug);
        violations.RequireAtMost(path + "excerpt", text.Excerpt, MaxExcerpt);
        violations.RequireAtMost(path + "body", text.Body, MaxBody);
        if (text.BodyFormat == BodyFormat.Json && text.Body is { Length: > 0 and <= MaxBody } body)
            CheckBlocks(violations, path + "body", body);
    }

    internal static void CheckMetadata(Violations violations, string field, JsonElement? metadata)
    {
        if (metadata is not { } value)
            return;
        if (value.ValueKind != JsonValueKind.Object)
            violations.Add(field, "object", $"{field} must be a JSON object.");
        else if (value.GetRawText().Length > MaxMetadata)
            violations.Add(field, "max-length", $"{field} must have at most {MaxMetadata} characters as JSON.");
        else if (!StorableText.IsStorable(value))
            violations.Add(field, "unicode", $"{field} must hold well-formed Unicode without U+0000, and numbers between -1e308 and 1e308.");
    }

    internal static void CheckTags(Violations violations, string field, IReadOnlyList<Guid> tagIds)
    {
        if (tagIds.Distinct().Count() > MaxTags)
            violations.Add(field, "max-items", $"{field} must name at most {MaxTags} tags.");
    }

    internal static void CheckPublishedAt(Violations violations, string field, DateTimeOffset? publishedAt, DateTimeOffset now)
    {
        if (publishedAt > now + ClockSkew)
            violations.Add(field, "past", $"{field} must not be in the future.");
    }

    private static void CheckBlocks(Violations violations, string field, string body)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body);
        }
        catch (JsonException error)
        {
            violations.Add(field, "json", $"{field} must be JSON; line {error.LineNumber + 1}, byte {error.BytePositionInLine} is not.");
            return;
        }

        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                violations.Add(field, "blocks", $"{field} must be a JSON array of blocks.");
                return;
            }

            var index = 0;
            foreach (var block in document.RootElement.EnumerateArray())
            {
                if (block.ValueKind != JsonValueKind.Object
                    || !block.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String || !StorableText.IsStorable(type) || type.GetString()!.Length == 0)
                {
                    violations.Add($"{field}[{index}]", "block", $"{field}[{index}] must be an object with a text 'type'.");
                    return;
                }

                index++;
            }
        }
    }
}
