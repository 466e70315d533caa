using RusToK.Core.Content;
using RusToK.Core.Content.Events;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Tenancy;

namespace RusToK.Core.Commerce.Catalog;

/// <summary>Changes of the names of categories and collections.</summary>
internal static class NameChanges
{
    /// <returns>The texts and the languages to remove, in canonical locales.</returns>
    /// <exception cref="InvalidInputException">Something is wrong with them.</exception>
    public static (IReadOnlyList<NameText> Texts, IReadOnlyList<string> Removed) Check(
        IReadOnlyList<NameText> translations, IReadOnlyList<string> removedLocales, string defaultLocale)
    {
        var violations = new Violations();
        var texts = translations.InLocale(defaultLocale);
        NameTexts.Check(violations, "translations", texts, describes: true);
        for (var i = 0; i < removedLocales.Count; i++)
            violations.RequireLocale($"removedLocales[{i}]", removedLocales[i]);
        violations.ThrowIfAny();
        return (texts.Canonical(), [.. removedLocales.Select(LocaleTag.Canonical)]);
    }

    /// <returns>All names as they will be, by locale.</returns>
    /// <exception cref="ConflictException">A slug is taken, none would be left, or there would be too many.</exception>
    public static IReadOnlyList<NameState> Apply(
        string subject, Guid id, IReadOnlyList<NameState> before, IReadOnlyList<NameText> texts, IReadOnlyList<string> removedLocales,
        IReadOnlySet<(string Locale, string Slug)> takenSlugs)
    {
        var changed = texts.Settle("translations", subject, id, before, takenSlugs, crowded: false);
        var locales = changed.Select(n => n.Locale).ToHashSet();
        IReadOnlyList<NameState> names =
        [
            .. before.Where(n => !locales.Contains(n.Locale) && !removedLocales.Contains(n.Locale)).Concat(changed)
                .OrderBy(n => n.Locale, StringComparer.Ordinal),
        ];
        if (names.Count == 0)
            throw new ConflictException($"The {subject} would have no name left.", "removedLocales", "last-translation");
        if (names.Count > NameRules.MaxTranslations)
            throw new ConflictException($"The {subject} would have {names.Count} names; {NameRules.MaxTranslations} are allowed.", "translations", "count");
        return names;
    }
}
