using RusToK.Core.Content.Events;
using RusToK.Core.Content.Text;
using RusToK.Core.Tenancy;

namespace RusToK.Core.Content;

/// <summary>A category's or tag's name in one language, as a caller gives it.</summary>
public sealed record NameText
{
    /// <summary>BCP 47 tag; null for the tenant's default.</summary>
    public string? Locale { get; init; }

    /// <summary>1 to 255 characters; blanks around it are removed.</summary>
    public required string Name { get; init; }

    /// <summary>Unique per tenant and locale; made of the name, and made unique, when absent.</summary>
    public string? Slug { get; init; }

    /// <summary>At most 1000 characters; tags have none.</summary>
    public string? Description { get; init; }
}

/// <summary>Checks names, and gives them slugs.</summary>
internal static class NameTexts
{
    public static IReadOnlyList<NameText> InLocale(this IEnumerable<NameText> texts, string defaultLocale) =>
        [.. texts.Select(t => t with { Locale = t.Locale ?? defaultLocale })];

    public static IReadOnlyList<NameText> Canonical(this IEnumerable<NameText> texts) => [.. texts.Select(t => t with { Locale = LocaleTag.Canonical(t.Locale!) })];

    public static void Check(Violations violations, string field, IReadOnlyList<NameText> texts, bool describes)
    {
        if (texts.Count > NameRules.MaxTranslations)
            violations.Add(field, "count", $"{field} must hold at most {NameRules.MaxTranslations} languages.");
        var locales = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < texts.Count; i++)
        {
            var (path, text) = ($"{field}[{i}]", texts[i]);
            violations.RequireLocale(path + ".locale", text.Locale!);
            violations.RequireName(path + ".name", text.Name, NameRules.MaxName);
            violations.RequireSlug(path + ".slug", text.Slug);
            if (describes)
                violations.RequireAtMost(path + ".description", text.Description, NameRules.MaxDescription);
            else if (text.Description is not null)
                violations.Add(path + ".description", "absent", $"{path}.description must be absent: a tag has no description.");
            if (!locales.Add(text.Locale!))
                violations.Add(path + ".locale", "unique", $"{path}.locale is given twice.");
        }
    }

    /// <summary>Every (locale, slug) that <see cref="Settle"/> may give.</summary>
    public static IReadOnlyList<(string Locale, string Slug)> Candidates(this IEnumerable<NameText> texts) =>
        [.. texts.SelectMany(t => SlugChoice.Candidates(t.Slug, t.Name).Select(s => (t.Locale!, s)))];

    /// <summary>The names as they will be stored.</summary>
    /// <param name="texts">Checked, in canonical locales.</param>
    /// <param name="field">Path of the texts.</param>
    /// <param name="subject">What is named: <c>category</c>.</param>
    /// <param name="id">Its id.</param>
    /// <param name="before">Its names until now: without a slug the old one stays.</param>
    /// <param name="taken">The slugs others have.</param>
    /// <param name="crowded">See <see cref="SlugChoice.Choose"/>.</param>
    /// <exception cref="Errors.ConflictException">A slug the caller chose is taken.</exception>
    public static IReadOnlyList<NameState> Settle(
        this IReadOnlyList<NameText> texts, string field, string subject, Guid id,
        IReadOnlyList<NameState> before, IReadOnlySet<(string Locale, string Slug)> taken, bool crowded)
    {
        var names = new List<NameState>(texts.Count);
        for (var i = 0; i < texts.Count; i++)
        {
            var text = texts[i];
            var old = text.Slug is null ? before.FirstOrDefault(b => b.Locale == text.Locale)?.Slug : null;
            var slug = old ?? SlugChoice.Choose(text.Slug, text.Name, id, s => taken.Contains((text.Locale!, s)), crowded)
                ?? throw new Errors.ConflictException(
                    $"The slug '{text.Slug}' is taken by another {subject} in {text.Locale}.", $"{field}[{i}].slug", "unique");
            names.Add(new NameState(text.Locale!, text.Name.Trim(), slug, text.Description));
        }

        return names;
    }
}
