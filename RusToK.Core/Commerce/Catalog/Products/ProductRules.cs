using RusToK.Core.Content;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Commerce.Catalog.Products;

/// <summary>What a product and its words may look like.</summary>
public static class ProductRules
{
    public const int MaxTitle = 255;
    public const int MaxDescription = 100_000;
    public const int MaxSeoTitle = 255;
    public const int MaxSeoDescription = 1_000;
    public const int MaxVendor = 255;
    public const int MaxType = 255;
    public const int MaxTags = 250;
    public const int MaxTag = 255;
    public const int MaxOptions = 3;
    public const int MaxOptionName = 255;
    public const int MaxOptionValues = 100;
    public const int MaxOptionValue = 255;
    public const int MaxImages = 250;
    public const int MaxImageUrl = 2_048;
    public const int MaxImageAlt = 512;

    /// <summary>A page of twenty products carries all of their variants; with more than these a page would be no page any more.</summary>
    public const int MaxVariants = 100;

    internal static void CheckText(Violations violations, string path, ProductText text)
    {
        violations.RequireLocale(path + "locale", text.Locale ?? "en");
        violations.RequireName(path + "title", text.Title, MaxTitle);
        violations.RequireSlug(path + "handle", text.Handle);
        violations.RequireAtMost(path + "description", text.Description, MaxDescription);
        violations.RequireAtMost(path + "seoTitle", text.SeoTitle, MaxSeoTitle);
        violations.RequireAtMost(path + "seoDescription", text.SeoDescription, MaxSeoDescription);
    }

    internal static void CheckTexts(Violations violations, string field, IReadOnlyList<ProductText> texts)
    {
        if (texts.Count is 0 or > NameRules.MaxTranslations)
            violations.Add(field, "count", $"{field} must hold 1 to {NameRules.MaxTranslations} languages.");
        var locales = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < texts.Count; i++)
        {
            CheckText(violations, $"{field}[{i}].", texts[i]);
            if (!locales.Add(texts[i].Locale!))
                violations.Add($"{field}[{i}].locale", "unique", $"{field}[{i}].locale is given twice.");
        }
    }

    internal static void CheckVendorAndType(Violations violations, string? vendor, string? type)
    {
        if (vendor is not null)
            violations.RequireName("vendor", vendor, MaxVendor);
        if (type is not null)
            violations.RequireName("type", type, MaxType);
    }

    internal static void CheckTags(Violations violations, string field, IReadOnlyList<string> tags)
    {
        if (tags.Count > MaxTags)
            violations.Add(field, "count", $"{field} must hold at most {MaxTags} tags; there are {tags.Count}.");
        for (var i = 0; i < Math.Min(tags.Count, MaxTags); i++)
            violations.RequireName($"{field}[{i}]", tags[i], MaxTag);
    }

    internal static void CheckOptions(Violations violations, string field, IReadOnlyList<ProductOption> options)
    {
        if (options.Count > MaxOptions)
            violations.Add(field, "count", $"{field} must hold at most {MaxOptions} options; there are {options.Count}.");
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < Math.Min(options.Count, MaxOptions); i++)
        {
            var path = $"{field}[{i}]";
            violations.RequireName(path + ".name", options[i].Name, MaxOptionName);
            if (options[i].Name is { } name && !names.Add(name.Trim()))
                violations.Add(path + ".name", "unique", $"{path}.name is given twice.");
            CheckValues(violations, path + ".values", options[i].Values);
        }
    }

    internal static void CheckImages(Violations violations, string field, IReadOnlyList<ProductImage> images)
    {
        if (images.Count > MaxImages)
            violations.Add(field, "count", $"{field} must hold at most {MaxImages} images; there are {images.Count}.");
        for (var i = 0; i < Math.Min(images.Count, MaxImages); i++)
        {
            var path = $"{field}[{i}]";
            violations.RequireName(path + ".url", images[i].Url, MaxImageUrl);
            if (!Uri.TryCreate(images[i].Url, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
                violations.Add(path + ".url", "url", $"{path}.url must be an absolute http or https address.");
            violations.RequireAtMost(path + ".alt", images[i].Alt, MaxImageAlt);
        }
    }

    internal static string? Tidy(string? text) => text?.Trim();

    /// <summary>Blanks around them removed, each once (whatever its case), sorted.</summary>
    internal static string[] Tidy(IEnumerable<string> tags) =>
        [.. tags.Select(t => t.Trim()).DistinctBy(t => t.ToLowerInvariant()).Order(StringComparer.Ordinal)];

    internal static IReadOnlyList<ProductOption> Tidy(IEnumerable<ProductOption> options) =>
        [.. options.Select(o => new ProductOption(o.Name.Trim(), [.. o.Values.Select(v => v.Trim())]))];

    internal static IReadOnlyList<ProductImage> Tidy(IEnumerable<ProductImage> images) =>
        [.. images.Select(i => new ProductImage(i.Url.Trim(), string.IsNullOrWhiteSpace(i.Alt) ? null : i.Alt.Trim()))];

    private static void CheckValues(Violations violations, string field, IReadOnlyList<string> values)
    {
        if (values.Count > MaxOptionValues)
            violations.Add(field, "count", $"{field} must hold at most {MaxOptionValues} values; there are {values.Count}.");
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < Math.Min(values.Count, MaxOptionValues); i++)
        {
            violations.RequireName($"{field}[{i}]", values[i], MaxOptionValue);
            if (values[i] is { } value && !known.Add(value.Trim()))
                violations.Add($"{field}[{i}]", "unique", $"{field}[{i}] is given twice.");
        }
    }
}
