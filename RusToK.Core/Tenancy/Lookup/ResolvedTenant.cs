
namespace RusToK.Core.Tenancy.Lookup;

/// <summary>What a request needs to know of its tenant; cached, so it holds no more than that.</summary>
/// <param name="Id">The tenant.</param>
/// <param name="Slug">Its slug, for people and traces.</param>
/// <param name="Name">Its display name.</param>
/// <param name="DefaultLocale">Served where nothing better fits.</param>
/// <param name="IsActive">An inactive tenant gets 403.</param>
/// <param name="Locales">Enabled locales with their fallback (null: the default locale).</param>
/// <param name="DisabledModules">Modules switched off for this tenant.</param>
/// <param name="RateLimit">Its own limit of requests; null for the usual one.</param>
public sealed record ResolvedTenant(
    Guid Id,
    string Slug,
    string Name,
    string DefaultLocale,
    bool IsActive,
    IReadOnlyDictionary<string, string?> Locales,
    IReadOnlySet<string> DisabledModules,
    RateLimit? RateLimit = null)
{
    /// <summary>
    /// Locales to try for a reader who wants <paramref name="requested"/>: that one, its fallbacks in turn, the tenant's
    /// default; each once.
    /// </summary>
    public IReadOnlyList<string> LocaleChain(string? requested)
    {
        var chain = new List<string>(4);
        for (var locale = requested; locale is not null && !chain.Contains(locale, StringComparer.OrdinalIgnoreCase);)
        {
            chain.Add(locale);
            locale = Locales.TryGetValue(locale, out var fallback) ? fallback : null;
        }

        if (!chain.Contains(DefaultLocale, StringComparer.OrdinalIgnoreCase))
            chain.Add(DefaultLocale);
        return chain;
    }
}
