using RusToK.Core.Errors;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Api.Rest;

/// <summary>What stands in the query string of a request, as values; what cannot be read is refused with the name of the parameter.</summary>
internal static class QueryValues
{
    /// <summary>A member of an enum in any of its spellings: <c>forum_topic</c>, <c>FORUM_TOPIC</c>, <c>forumTopic</c>.</summary>
    public static T? EnumOf<T>(string field, string? text)
        where T : struct, Enum =>
        string.IsNullOrEmpty(text) ? null
        : Enum.TryParse<T>(text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0]) ? value
        : throw new InvalidInputException(field, "one-of", $"{field} is none of those there are: {string.Join(", ", Enum.GetNames<T>())}.");

    public static Guid? IdOf(string field, string? text) =>
        string.IsNullOrEmpty(text) ? null
        : Guid.TryParse(text, out var id) ? id
        : throw new InvalidInputException(field, "uuid", $"{field} must be a UUID.");

    public static int? NumberOf(string field, string? text) =>
        string.IsNullOrEmpty(text) ? null
        : int.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number
        : throw new InvalidInputException(field, "integer", $"{field} must be a whole number.");

    public static bool? FlagOf(string field, string? text) =>
        string.IsNullOrEmpty(text) ? null
        : bool.TryParse(text, out var flag) ? flag
        : throw new InvalidInputException(field, "boolean", $"{field} must be true or false.");

    public static string? LocaleOf(string? locale) =>
        string.IsNullOrEmpty(locale) ? null
        : TenantRules.IsLocale(locale) ? LocaleTag.Canonical(locale)
        : throw new InvalidInputException("locale", "bcp47", "locale must be a BCP 47 tag such as 'en' or 'pt-BR'.");

    /// <summary>The languages to try, best first.</summary>
    public static IReadOnlyList<string> LocalesOf(ResolvedTenant tenant, string? locale) => tenant.LocaleChain(LocaleOf(locale));
}
