using RusToK.Core.Content;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Import.WordPress.Mapping;

/// <summary>What categories and tags become.</summary>
internal static class TermMapping
{
    /// <summary>WordPress keeps at most 200 characters.</summary>
    public const int MaxNicename = 255;

    public static Mapped<MappedTerm> Map(WxrCategory category) =>
        Map(isCategory: true, category.Nicename, category.Name, category.Description, category.ParentNicename);

    public static Mapped<MappedTerm> Map(WxrTag tag) => Map(isCategory: false, tag.Slug, tag.Name, tag.Description, parent: null);

    /// <summary>A term that only items name.</summary>
    public static Mapped<MappedTerm> Map(WxrItemTerm term) => Map(term.Domain == "category", term.Nicename, term.Name, "", parent: null);

    private static Mapped<MappedTerm> Map(bool isCategory, string nicename, string name, string description, string? parent)
    {
        if (nicename.Length > MaxNicename)
            return new ImportReason("slug-max-length", $"Its slug has {nicename.Length} characters; {MaxNicename} are allowed.");
        var title = PlainTitle.Of(name);
        var slug = WordPressSlug.Decode(nicename) ?? SlugText.From(title);
        if (title.Length == 0)
            title = slug;
        if (title.Length > NameRules.MaxName)
            return new ImportReason("name-max-length", $"Its name has {title.Length} characters; {NameRules.MaxName} are allowed.");

        ImportReason? note = description.Length switch
        {
            > 0 when !isCategory => new ImportReason("description-left-out", "A tag has no description here."),
            > NameRules.MaxDescription => new ImportReason(
                "description-left-out", $"Its description has {description.Length} characters; {NameRules.MaxDescription} are allowed."),
            _ => null,
        };
        return new MappedTerm
        {
            IsCategory = isCategory,
            Nicename = nicename,
            Name = title,
            Slug = slug,
            Description = description.Length == 0 || note is not null ? null : description,
            Parent = parent,
            Notes = note is null ? [] : [note],
        };
    }
}
