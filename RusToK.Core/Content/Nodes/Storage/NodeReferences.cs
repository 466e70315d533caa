using RusToK.Core.Content.Text;
using RusToK.Core.Errors;

namespace RusToK.Core.Content.Nodes.Storage;

/// <summary>Refuses references to what the tenant does not have.</summary>
internal static class NodeReferences
{
    /// <param name="violations">Where to add to.</param>
    /// <param name="field">Path of the input.</param>
    /// <param name="parentId">The parent asked for.</param>
    /// <param name="parentDepth">Its depth; null when the tenant has no such node.</param>
    /// <param name="below">Levels below the node itself.</param>
    public static void CheckParent(Violations violations, string field, Guid? parentId, int? parentDepth, int below)
    {
        if (parentId is null)
            return;
        if (parentDepth is not { } depth)
            violations.Add(field, "exists", $"{field} names no node: {parentId}.");
        else if (depth + 1 + below > NodeRules.MaxDepth)
            violations.Add(field, "depth", $"{field} would make the tree {depth + 1 + below} levels deep; {NodeRules.MaxDepth} are allowed.");
    }

    public static void CheckCategory(Violations violations, string field, Guid? categoryId, NodeAnswers answers)
    {
        if (categoryId is not null && !answers.CategoryExists)
            violations.Add(field, "exists", $"{field} names no category: {categoryId}.");
    }

    public static void CheckTags(Violations violations, string field, IReadOnlyList<Guid> tagIds, NodeAnswers answers)
    {
        for (var i = 0; i < tagIds.Count; i++)
            if (!answers.Tags.Contains(tagIds[i]))
                violations.Add($"{field}[{i}]", "exists", $"{field}[{i}] names no tag: {tagIds[i]}.");
    }

    public static ConflictException SlugTaken(string field, string slug, string locale, NodeKind kind) => new(
        $"The slug '{slug}' is taken by another {EnumText<NodeKind>.Of(kind)} in {locale}.", field, "unique");
}
