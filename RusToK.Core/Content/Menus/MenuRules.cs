using System.Text.RegularExpressions;
using RusToK.Core.Content.Text;
using RusToK.Core.Tenancy;

namespace RusToK.Core.Content.Menus;

/// <summary>What a menu may look like.</summary>
public static partial class MenuRules
{
    public const int MaxHandle = 63;
    public const int MaxLevels = 3;
    public const int MaxItems = 200;
    public const int MaxLabel = 255;

    internal static void CheckHandle(Violations violations, string handle)
    {
        if (!HandlePattern().IsMatch(handle))
            violations.Add("handle", "pattern", $"handle must have 1 to {MaxHandle} lower-case letters, digits and hyphens, and begin with a letter or digit.");
    }

    internal static void CheckItems(Violations violations, IReadOnlyList<MenuItem> items)
    {
        var count = Count(items);
        if (count > MaxItems)
            violations.Add("items", "count", $"items must hold at most {MaxItems}, at all levels together; they hold {count}.");
        else
            Check(violations, "items", items, level: 1);
    }

    /// <summary>Every item with its path, parents first.</summary>
    internal static IEnumerable<(string Path, MenuItem Item)> Walk(IReadOnlyList<MenuItem> items, string path = "items") =>
        items.SelectMany((item, i) => Walk(item.Children, $"{path}[{i}].children").Prepend(($"{path}[{i}]", item)));

    /// <summary>The items with languages in their canonical case and labels without blanks around them.</summary>
    internal static IReadOnlyList<MenuItem> Canonical(this IReadOnlyList<MenuItem> items) =>
    [
        .. items.Select(i => i with
        {
            Labels = [.. i.Labels.Select(l => new MenuLabel(LocaleTag.Canonical(l.Locale), l.Text.Trim())).OrderBy(l => l.Locale, StringComparer.Ordinal)],
            Children = i.Children.Canonical(),
        }),
    ];

    private static int Count(IReadOnlyList<MenuItem> items) => items.Count + items.Sum(i => Count(i.Children));

    private static void Check(Violations violations, string path, IReadOnlyList<MenuItem> items, int level)
    {
        if (items.Count > 0 && level > MaxLevels)
        {
            violations.Add(path, "depth", $"{path} would be level {level}; a menu has {MaxLevels}.");
            return;
        }

        for (var i = 0; i < items.Count; i++)
        {
            CheckLabels(violations, $"{path}[{i}].labels", items[i]);
            if (items[i].Target is { } target)
                CheckTarget(violations, $"{path}[{i}].target", target);
            Check(violations, $"{path}[{i}].children", items[i].Children, level + 1);
        }
    }

    private static void CheckLabels(Violations violations, string path, MenuItem item)
    {
        if (item.Labels.Count == 0 && item.Target is not { Kind: not MenuTargetKind.Url })
            violations.Add(path, "required", $"{path} must hold a name: neither a heading nor an address has one of its own.");
        if (item.Labels.Count > NameRules.MaxTranslations)
            violations.Add(path, "count", $"{path} must hold at most {NameRules.MaxTranslations} languages.");
        var locales = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < item.Labels.Count; i++)
        {
            violations.RequireLocale($"{path}[{i}].locale", item.Labels[i].Locale);
            violations.RequireName($"{path}[{i}].text", item.Labels[i].Text, MaxLabel);
            if (!locales.Add(item.Labels[i].Locale))
                violations.Add($"{path}[{i}].locale", "unique", $"{path}[{i}].locale is given twice.");
        }
    }

    private static void CheckTarget(Violations violations, string path, MenuTarget target)
    {
        if (target.Kind == MenuTargetKind.Url)
            violations.RequireUrl(path + ".url", target.Url);
        else if (target.Id is null)
            violations.Add(path, "required", $"{path} must name something.");
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex HandlePattern();
}
