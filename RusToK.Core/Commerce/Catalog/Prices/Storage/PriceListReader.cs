using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Prices.Storage;

/// <summary>Reads the truth for commands, in one round trip.</summary>
internal sealed class PriceListReader(TenantStatements statements)
{
    private const string ById = """
        SELECT l.name, l.currency, l.is_active, l.starts_at, l.ends_at, l.created_at, l.updated_at, l.version,
               EXISTS (SELECT FROM commerce.deleted_ids d WHERE d.tenant_id = $1 AND d.aggregate = 'price_list' AND d.id = $2),
               EXISTS (SELECT FROM commerce.list_prices x WHERE x.tenant_id = $1 AND x.price_list_id = $2),
               EXISTS (SELECT FROM commerce.price_lists n WHERE n.tenant_id = $1 AND n.name = $3 AND n.id <> $2)
          FROM (SELECT) AS one LEFT JOIN commerce.price_lists l ON l.tenant_id = $1 AND l.id = $2
        """;

    public async Task<PriceListAnswers> AskAsync(Guid tenantId, Guid id, string? name, CancellationToken cancellationToken) => (await statements.FirstAsync(
        tenantId,
        ById,
        reader => new PriceListAnswers(
            reader.IsDBNull(7)
                ? null
                : new PriceList
                {
                    TenantId = tenantId,
                    Id = id,
                    Name = reader.GetString(0),
                    Currency = reader.GetString(1),
                    IsActive = reader.GetBoolean(2),
                    StartsAt = reader.TimeOrNull(3),
                    EndsAt = reader.TimeOrNull(4),
                    CreatedAt = reader.GetFieldValue<DateTimeOffset>(5),
                    UpdatedAt = reader.GetFieldValue<DateTimeOffset>(6),
                    Version = reader.GetInt64(7),
                },
            reader.GetBoolean(8), reader.GetBoolean(9), reader.GetBoolean(10)),
        cancellationToken, Sql.Id(tenantId), Sql.Id(id), Sql.Text(name)))!;
}

/// <param name="PriceList">Null when the tenant has none with that id.</param>
/// <param name="WasDeleted">The id belonged to a deleted one.</param>
/// <param name="HasPrices">Prices are in it.</param>
/// <param name="NameIsTaken">Another list has the name asked for.</param>
internal sealed record PriceListAnswers(PriceList? PriceList, bool WasDeleted, bool HasPrices, bool NameIsTaken);
