using RusToK.Core.Errors;
using RusToK.Core.Import.Shopify;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Core.Import.Jobs;

/// <summary>What is refused before a file is taken.</summary>
internal static class ImportJobRules
{
    public const int MaxFileName = 255;
    private const int MaxSite = 2048;

    public static IEnumerable<FieldError> Check(ResolvedTenant tenant, ImportFormat format, ImportOptions options, string? fileName)
    {
        if (options.Locale is { } locale && !tenant.Locales.ContainsKey(LocaleTag.Canonical(locale)))
            yield return new FieldError("locale", "enabled", $"The tenant has no such locale; it has {string.Join(", ", tenant.Locales.Keys.Order())}.");
        if (fileName is { Length: 0 or > MaxFileName } || fileName?.Any(char.IsControl) is true)
            yield return new FieldError("fileName", "length", $"fileName must have 1 to {MaxFileName} characters, and none for control.");
        if (options.Site is { } site && (site.Length > MaxSite || !Uri.TryCreate(site, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")))
            yield return new FieldError("site", "url", "site must be an http or https address.");
        if (format != ImportFormat.Shopify)
            yield break;
        foreach (var error in ShopifyRules.Check(options.Currency, options.Shop))
            yield return error;
    }
}
