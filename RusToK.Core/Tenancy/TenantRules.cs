using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Core.Tenancy;

/// <summary>What a tenant's names may look like.</summary>
public static partial class TenantRules
{
    public const int MaxName = 255;
    public const int MaxSlug = 63;

    /// <summary>Longest host name in DNS (RFC 1035, textual form).</summary>
    public const int MaxDomain = 253;

    /// <summary>Longest BCP 47 tag RFC 5646 asks implementations to hold.</summary>
    public const int MaxLocale = 35;

    /// <summary>The tenant of the platform itself, the same in every installation.</summary>
    public static readonly Guid PlatformId = new("00000000-0000-7000-8000-000000000001");

    /// <summary>Its slug, which is reserved for it.</summary>
    public const string PlatformSlug = "platform";

    /// <summary>Slugs that would shadow a path, a host or a word of the platform, or the name its metrics have for all other tenants.</summary>
    public static readonly FrozenSet<string> ReservedSlugs = FrozenSet.Create(
        "admin", "api", "app", "auth", "graphql", "health", "metrics", "openapi", "other", PlatformSlug, "rustok", "static", "system",
        "www");

    public static bool IsSlug(string? slug) => slug is not null && SlugPattern().IsMatch(slug);

    public static bool IsLocale(string? locale) => locale is { Length: <= MaxLocale } && LocalePattern().IsMatch(locale);

    /// <summary>Every rule a tenant breaks, by field.</summary>
    /// <param name="id">The tenant.</param>
    /// <param name="name">Its display name.</param>
    /// <param name="slug">Its slug; that of the platform belongs to <see cref="PlatformId"/>.</param>
    /// <param name="domain">Its host; null for none.</param>
    /// <param name="defaultLocale">The locale it falls back to.</param>
    public static IEnumerable<FieldError> Check(Guid id, string? name, string? slug, string? domain, string? defaultLocale)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaxName)
            yield return new FieldError("name", "length", $"name must have 1 to {MaxName} characters.");
        else if (!StorableText.IsStorable(name))
            yield return new FieldError("name", "unicode", "name must be well-formed Unicode without the character U+0000.");
        if (!IsSlug(slug))
            yield return new FieldError("slug", "pattern",
                "slug must match [a-z0-9][a-z0-9-]{0,62}: lower-case letters, digits and hyphens, at most 63, no hyphen first.");
        else if (Guid.TryParse(slug, out _))
            yield return new FieldError("slug", "no-id", "slug must not look like an id: requests name tenants by either.");
        else if (ReservedSlugs.Contains(slug!) && (id, slug) != (PlatformId, PlatformSlug))
            yield return new FieldError("slug", "reserved", $"slug '{slug}' is reserved by the platform.");
        if (domain is not null && !IsHost(domain))
            yield return new FieldError("domain", "host", $"domain must be a host name of at most {MaxDomain} characters, without scheme or port.");
        if (!IsLocale(defaultLocale))
            yield return new FieldError("defaultLocale", "bcp47", "defaultLocale must be a BCP 47 tag such as 'en' or 'pt-BR'.");
    }

    /// <summary>Every rule that settings break; null breaks none.</summary>
    public static IEnumerable<FieldError> CheckSettings(JsonElement? settings)
    {
        if (settings is not { } value)
            yield break;
        if (value.ValueKind != JsonValueKind.Object)
            yield return new FieldError("settings", "object", "settings must be a JSON object.");
        else if (!StorableText.IsStorable(value))
            yield return new FieldError("settings", "unicode", "settings must hold well-formed Unicode without U+0000, and numbers between -1e308 and 1e308.");
        else if (value.TryGetProperty(RateLimit.Setting, out var limit) && limit.ValueKind != JsonValueKind.Null && RateLimit.Of(limit) is null)
            yield return new FieldError($"settings.{RateLimit.Setting}", "rate-limit", $"settings.{RateLimit.Setting} must hold perSecond, more than 0, and burst, a whole number from 1.");
    }

    private static bool IsHost(string domain) =>
        domain.Length <= MaxDomain && domain.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.')
        && Uri.CheckHostName(domain) == UriHostNameType.Dns;

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,62}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex SlugPattern();

    [GeneratedRegex("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\\z", RegexOptions.CultureInvariant)]
    private static partial Regex LocalePattern();
}
