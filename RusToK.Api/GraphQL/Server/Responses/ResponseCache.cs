using RusToK.Core.Caching.Composed;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Api.GraphQL.Server.Responses;

/// <summary>
/// Answers to questions that everybody may ask, in this process: kept when all in them came from the modules' caches, for as long as all of that
/// counts and the tenant is as it was. Those caches hear of events; nothing has to be told here (ADR 0110).
/// </summary>
internal sealed class ResponseCache(ComposedCaches caches)
{
    public const string Name = "responses";

    private readonly ComposedCache<KeptResponse> _kept = caches.Create<KeptResponse>(Name);

    public ValueTask<KeptResponse?> FindAsync(ResponseQuestion question, CancellationToken cancellationToken) =>
        _kept.FindAsync(question.Key, static (kept, tenant) => Shows(kept.Tenant, tenant), question.Tenant, cancellationToken);

    public void Keep(ResponseQuestion question, KeptResponse response, CacheReads reads) => _kept.Keep(question.Key, response, response.Data.Length, reads);

    /// <summary>Whether readers of both are shown the same. A tenant that is loaded anew is another object, and mostly the same tenant.</summary>
    private static bool Shows(ResolvedTenant one, ResolvedTenant other) => ReferenceEquals(one, other)
        || (one.Name == other.Name && one.Slug == other.Slug && one.DefaultLocale == other.DefaultLocale
            && one.DisabledModules.SetEquals(other.DisabledModules)
            && one.Locales.Count == other.Locales.Count && one.Locales.All(l => other.Locales.TryGetValue(l.Key, out var fallback) && fallback == l.Value));
}
