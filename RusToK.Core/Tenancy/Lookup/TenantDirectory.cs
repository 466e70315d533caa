using System.Diagnostics;
using Npgsql;
using RusToK.Core.Telemetry;
using ZiggyCreatures.Caching.Fusion;

namespace RusToK.Core.Tenancy.Lookup;

/// <summary>
/// Finds tenants by what a request says: id, slug or host. Cached, the unknown ones as well (for a shorter time), one query per
/// key however many ask at once.
/// </summary>
public sealed class TenantDirectory(NpgsqlDataSource dataSource, IFusionCache cache)
{
    /// <summary>How long a change of a tenant may go unnoticed by another process.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan FreshWhenUnknown = TimeSpan.FromSeconds(2);

    /// <summary>PostgreSQL being away must not take down tenants that were known a moment ago.</summary>
    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(30);

    /// <summary>A function of the owner's: a request has to find its tenant before row-level security can let it see one.</summary>
    private const string Resolve =
        "SELECT id, slug, name, default_locale, is_active, locales, fallbacks, disabled_modules FROM tenancy.resolve($1, $2, $3)";

    /// <param name="idOrSlug">The value of <c>X-Tenant-ID</c>.</param>
    /// <returns>The tenant, active or not; null when there is none.</returns>
    public ValueTask<ResolvedTenant?> FindAsync(string idOrSlug, CancellationToken cancellationToken) =>
        Guid.TryParse(idOrSlug, out var id)
            ? GetAsync($"tenant:id:{id:N}", id, null, null, cancellationToken)
            : TenantRules.IsSlug(idOrSlug)
                ? GetAsync($"tenant:slug:{idOrSlug}", null, idOrSlug, null, cancellationToken)
                : ValueTask.FromResult<ResolvedTenant?>(null);

    /// <param name="host">Host name without port.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public ValueTask<ResolvedTenant?> FindByHostAsync(string host, CancellationToken cancellationToken) =>
        host.Length is > 0 and <= TenantRules.MaxDomain
            ? GetAsync($"tenant:host:{host.ToLowerInvariant()}", null, null, host.ToLowerInvariant(), cancellationToken)
            : ValueTask.FromResult<ResolvedTenant?>(null);

    /// <summary>Forgets a tenant in this process, after it was changed here.</summary>
    public async ValueTask ForgetAsync(ResolvedTenant tenant, CancellationToken cancellationToken)
    {
        await cache.RemoveAsync($"tenant:id:{tenant.Id:N}", token: cancellationToken);
        await cache.RemoveAsync($"tenant:slug:{tenant.Slug}", token: cancellationToken);
    }

    private async ValueTask<ResolvedTenant?> GetAsync(
        string key, Guid? id, string? slug, string? host, CancellationToken cancellationToken)
    {
        var answer = "hit";
        var tenant = await cache.GetOrSetAsync<ResolvedTenant?>(
            key,
            async (context, stop) =>
            {
                answer = "stale";
                var loaded = await LoadAsync(id, slug, host, stop);
                answer = "miss";
                context.Options.Duration = loaded is null ? FreshWhenUnknown : Fresh;
                return loaded;
            },
            new FusionCacheEntryOptions(Fresh)
            {
                IsFailSafeEnabled = true,
                FailSafeMaxDuration = Stale,
                FailSafeThrottleDuration = TimeSpan.FromSeconds(1),
                Size = 1,
            },
            cancellationToken);
        Activity.Current?.AddEvent(new ActivityEvent("cache." + answer, tags: new() { { Attributes.Cache, "tenants" } }));
        return tenant;
    }

    private async Task<ResolvedTenant?> LoadAsync(Guid? id, string? slug, string? host, CancellationToken cancellationToken)
    {
        using var span = TelemetrySources.Tenancy.StartActivity("load tenant");
        try
        {
            return await QueryAsync(span, id, slug, host, cancellationToken);
        }
        catch (Exception error)
        {
            span.Fail(error);
            throw;
        }
    }

    private async Task<ResolvedTenant?> QueryAsync(Activity? span, Guid? id, string? slug, string? host, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(Resolve);
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)id ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)slug ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)host ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            return null;
        // While the statement's own span is open, which then learns it too.
        span?.SetBaggage(Attributes.TenantId, reader.GetGuid(0).ToString());
        var locales = reader.GetFieldValue<string[]>(5);
        var fallbacks = reader.GetFieldValue<string[]>(6);
        return new ResolvedTenant(
            reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetBoolean(4),
            locales.Zip(fallbacks).ToDictionary(
                l => l.First, l => l.Second.Length == 0 ? null : l.Second, StringComparer.OrdinalIgnoreCase),
            reader.GetFieldValue<string[]>(7).ToHashSet(StringComparer.Ordinal));
    }
}
