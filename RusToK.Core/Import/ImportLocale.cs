using RusToK.Core.Errors;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Core.Import;

/// <summary>The language of the words of a file that says nothing of it.</summary>
internal static class ImportLocale
{
    /// <returns>Its canonical tag.</returns>
    /// <exception cref="InvalidInputException">The tenant has no such locale.</exception>
    public static string Of(ResolvedTenant tenant, string? asked)
    {
        if (asked is null)
            return LocaleTag.Canonical(tenant.DefaultLocale);
        var locale = LocaleTag.Canonical(asked);
        return tenant.Locales.ContainsKey(locale)
            ? locale
            : throw new InvalidInputException(
                "locale", "enabled",
                $"The tenant '{tenant.Slug}' has no locale '{asked}'; it has {string.Join(", ", tenant.Locales.Keys.Order())}.");
    }
}
