using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using RusToK.Core.Caching;
using RusToK.Core.Resilience;
using RusToK.Core.Telemetry;
using RusToK.Core.Tenancy.Caching;

namespace RusToK.Core.Tenancy.Lookup;

/// <summary>
/// Finds tenants by what a request says: id, slug or host. Cached, the unknown ones as well (for a shorter time), one query per
/// key however many ask at once.
/// </summary>
public sealed class TenantDirectory
{
    /// <summary>How long a change of a tenant may go unnoticed by a process that hears of none.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    /// <summary>Only in the process: a tenant is found in less than a millisecond, and few processes ask.</summary>
    internal static readonly CacheDeclaration Cache = new("tenants", IsShared: false);

    private const int Bytes = 1_000;

    private readonly NpgsqlDataSource _dataSource;
    private readonly NamedCache _cache;
    private readonly DependencySet _dependencies;

    internal TenantDirectory(NpgsqlDataSource dataSource, NamedCaches caches, DependencySet dependencies) =>
        (_dataSource, _cache, _dependencies) = (dataSource, caches.Get(Cache, lifeWhenDeaf: Fresh), dependencies);

    /// <summary>A function of the owner's: a request has to find its tenant before row-level security can let it see one.</summary>
    private const string Resolve =
        "SELECT id, slug, name, default_locale, is_active, locales, fallbacks, disabled_modules, rate_limit FROM tenancy.resolve($1, $2, $3)";

    /// <param name="idOrSlug">The value of <c>X-Tenant-ID</c>.</param>
    /// <returns>The tenant, active or not; null when there is none.</returns>
    public ValueTask<ResolvedTenant?> FindAsync(string idOrSlug, CancellationToken cancellationToken) =>
        Guid.TryParse(idOrSlug, out var id)
            ? GetAsync($"id:{id:N}", id, null, null, cancellationToken)
            : TenantRules.IsSlug(idOrSlug)
                ? GetAsync($"slug:{idOrSlug}", null, idOrSlug, null, cancellationToken)
                : ValueTask.FromResult<ResolvedTenant?>(null);

    /// <param name="host">Host name without port.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public ValueTask<ResolvedTenant?> FindByHostAsync(string host, CancellationToken cancellationToken) =>
        host.Length is > 0 and <= TenantRules.MaxDomain
            ? GetAsync($"host:{host.ToLowerInvariant()}", null, null, host.ToLowerInvariant(), cancellationToken)
            : ValueTask.FromResult<ResolvedTenant?>(null);

    /// <summary>
    /// The tenant as the database has it now, for a request that what is remembered would refuse: another process may have changed it a moment ago.
    /// </summary>
    public async ValueTask<ResolvedTenant?> FindAnewAsync(Guid id, CancellationToken cancellationToken)
    {
        await ForgetHereAsync(id, cancellationToken);
        return await FindAsync(id.ToString(), cancellationToken);
    }

    /// <summary>Forgets a tenant in this process, which has changed or opened it, under all of its names: whoever changed it goes on with what they made.</summary>
    internal ValueTask ForgetHereAsync(Guid id, CancellationToken cancellationToken) =>
        _cache.ForgetHereAsync([TenantChangeTags.Tenant(id), TenantChangeTags.Unknown], cancellationToken);

    private ValueTask<ResolvedTenant?> GetAsync(string key, Guid? id, string? slug, string? host, CancellationToken cancellationToken) => _cache.GetAsync(
        null,
        key,
        async stop => await _dependencies.PostgreSql.ReadAsync(
            static (s, attempt) => s.Directory.QueryAsync(s.id, s.slug, s.host, attempt), (Directory: this, id, slug, host), stop),
        static tenant => new Kept(Bytes, [tenant is null ? TenantChangeTags.Unknown : TenantChangeTags.Tenant(tenant.Id)], IsAbsent: tenant is null),
        cancellationToken);

    private async ValueTask<ResolvedTenant?> QueryAsync(Guid? id, string? slug, string? host, CancellationToken cancellationToken)
    {
        await using var command = _dataSource.CreateCommand(Resolve);
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)id ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)slug ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)host ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            return null;
        // While the statement's own span is open, which then learns it too.
        Activity.Current?.SetBaggage(Attributes.TenantId, reader.GetGuid(0).ToString());
        var locales = reader.GetFieldValue<string[]>(5);
        var fallbacks = reader.GetFieldValue<string[]>(6);
        return new ResolvedTenant(
            reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetBoolean(4),
            locales.Zip(fallbacks).ToDictionary(
                l => l.First, l => l.Second.Length == 0 ? null : l.Second, StringComparer.OrdinalIgnoreCase),
            reader.GetFieldValue<string[]>(7).ToHashSet(StringComparer.Ordinal),
            reader.IsDBNull(8) ? null : RateLimit.Of(reader.GetFieldValue<JsonElement>(8)));
    }
}
