using RusToK.Core.Content.Events;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Content.Categories.Storage;

internal static class CategoryRows
{
    public static IReadOnlyList<CategoryTranslation> For(Category category, IEnumerable<NameState> names) =>
    [
        .. names.Select(n => new CategoryTranslation
        {
            TenantId = category.TenantId, CategoryId = category.Id, Locale = n.Locale, Name = n.Name, Slug = n.Slug, Description = n.Description,
        }),
    ];

    public static CategoryState State(Category category, IReadOnlyList<NameState> names) =>
        new(category.ParentId, category.Position, names, category.CreatedAt, category.UpdatedAt, category.ForumModeration);

    public static void CheckParent(Violations violations, Guid id, Guid? parentId, CategoryAnswers answers)
    {
        if (parentId is null)
            return;
        if (answers.Above.Count == 0)
            violations.Add("parentId", "exists", $"parentId names no category: {parentId}.");
        else if (answers.Above.Contains(id))
            violations.Add("parentId", "cycle", "parentId names the category itself or one below it.");
        else if (answers.Above.Count + answers.Height > NameRules.MaxDepth)
            violations.Add("parentId", "depth", $"parentId would make the tree more than {NameRules.MaxDepth} levels deep.");
    }
}
