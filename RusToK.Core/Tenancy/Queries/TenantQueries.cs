using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;

namespace RusToK.Core.Tenancy.Queries;

/// <summary>Reads tenants for those who administer them: the truth, uncached.</summary>
public sealed class TenantQueries
{
    private const string Tenant =
        "SELECT name, slug, domain, default_locale, settings, is_active, created_at, updated_at, version FROM tenancy.tenants WHERE id = $1";

    private const int MaxSearch = 255;

    private const string List = """
        SELECT name, slug, domain, default_locale, settings, is_active, created_at, updated_at, version, id FROM tenancy.list($1, $2, $3)
        """;

    private const string Locales = "SELECT locale, fallback, is_enabled FROM tenancy.locales WHERE tenant_id = $1 ORDER BY locale";

    private const string Switched = "SELECT module, is_enabled FROM tenancy.modules WHERE tenant_id = $1";

    private readonly TenantStatements _statements;

    internal TenantQueries(TenantStatements statements) => _statements = statements;

    /// <summary>All tenants, those that were opened last first, for the platform's administrators.</summary>
    /// <param name="search">A part of the name, the slug or the domain; null for all.</param>
    /// <param name="before">Only those opened before this one.</param>
    /// <param name="bound">How many, at most.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <exception cref="InvalidInputException">The search is too long, or no text that can be searched for.</exception>
    public async Task<IReadOnlyList<Tenant>> ListAsync(string? search, Guid? before, int bound, CancellationToken cancellationToken)
    {
        if (search is { Length: > MaxSearch })
            throw new InvalidInputException("search", "length", $"search must have at most {MaxSearch} characters.");
        if (search is not null && !StorableText.IsStorable(search))
            throw new InvalidInputException("search", "unicode", "search must be well-formed Unicode without the character U+0000.");
        return await _statements.ReadAsync(TenantRules.PlatformId, async (batch, cancellationToken) =>
        {
            batch.Add(
                List,
                new NpgsqlParameter { Value = (object?)search ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new NpgsqlParameter { Value = (object?)before ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
                new NpgsqlParameter<int> { TypedValue = bound });
            await using var reader = await batch.ExecuteTenantReaderAsync(cancellationToken);
            var tenants = new List<Tenant>();
            while (await reader.ReadAsync(cancellationToken))
                tenants.Add(Read(reader, reader.GetGuid(9)));
            return tenants;
        }, cancellationToken);
    }

    /// <returns>Null when there is no such tenant.</returns>
    public async Task<TenantSettings?> FindAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        return await _statements.ReadAsync<TenantSettings?>(tenantId, async (batch, cancellationToken) =>
        {
            foreach (var sql in (string[])[Tenant, Locales, Switched])
                batch.Add(sql, new NpgsqlParameter<Guid> { TypedValue = tenantId });
            await using var reader = await batch.ExecuteTenantReaderAsync(cancellationToken);
            if (!await reader.ReadAsync(cancellationToken))
                return null;
            var tenant = Read(reader, tenantId);

            var locales = new List<TenantLocale>();
            await batch.NextResultAsync(reader, cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                locales.Add(new TenantLocale
                {
                    TenantId = tenantId,
                    Locale = reader.GetString(0),
                    Fallback = reader.IsDBNull(1) ? null : reader.GetString(1),
                    IsEnabled = reader.GetBoolean(2),
                });

            var switched = new Dictionary<string, bool>();
            await batch.NextResultAsync(reader, cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                switched[reader.GetString(0)] = reader.GetBoolean(1);
            return new TenantSettings(tenant, locales,
            [
                .. TenantModule.Switchable.Order(StringComparer.Ordinal)
                    .Select(m => new TenantModule { TenantId = tenantId, Module = m, IsEnabled = switched.GetValueOrDefault(m, true) }),
            ]);
        }, cancellationToken);
    }

    private static Tenant Read(NpgsqlDataReader reader, Guid id) => new()
    {
        Id = id,
        Name = reader.GetString(0),
        Slug = reader.GetString(1),
        Domain = reader.IsDBNull(2) ? null : reader.GetString(2),
        DefaultLocale = reader.GetString(3),
        Settings = reader.GetFieldValue<JsonElement>(4),
        IsActive = reader.GetBoolean(5),
        CreatedAt = reader.GetFieldValue<DateTimeOffset>(6),
        UpdatedAt = reader.GetFieldValue<DateTimeOffset>(7),
        Version = reader.GetInt64(8),
    };
}
