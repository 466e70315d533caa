using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Inventory.Storage;

/// <param name="Location">Null when the tenant has none with that id.</param>
/// <param name="NameIsTaken">Another location has the name asked for.</param>
/// <param name="Count">Locations of the tenant.</param>
/// <param name="HasStock">Pieces are there, or promised from there.</param>
internal sealed record LocationAnswers(Location? Location, bool NameIsTaken, long Count, bool HasStock);

/// <summary>Reads the truth for commands, in one round trip.</summary>
internal sealed class LocationReader(TenantStatements statements)
{
    private const string ById = """
        SELECT l.name, l.position, l.is_active, l.created_at, l.updated_at, l.version,
               EXISTS (SELECT FROM commerce.locations n WHERE n.tenant_id = $1 AND n.name = $3 AND n.id <> $2),
               (SELECT count(*) FROM commerce.locations n WHERE n.tenant_id = $1),
               EXISTS (SELECT FROM commerce.stock_levels s WHERE s.tenant_id = $1 AND s.location_id = $2 AND (s.on_hand <> 0 OR s.reserved <> 0))
          FROM (SELECT) AS one LEFT JOIN commerce.locations l ON l.tenant_id = $1 AND l.id = $2
        """;

    public async Task<LocationAnswers> AskAsync(Guid tenantId, Guid id, string? name, CancellationToken cancellationToken) => (await statements.FirstAsync(
        tenantId,
        ById,
        reader => new LocationAnswers(
            reader.IsDBNull(5)
                ? null
                : new Location
                {
                    TenantId = tenantId,
                    Id = id,
                    Name = reader.GetString(0),
                    Position = reader.GetInt32(1),
                    IsActive = reader.GetBoolean(2),
                    CreatedAt = reader.GetFieldValue<DateTimeOffset>(3),
                    UpdatedAt = reader.GetFieldValue<DateTimeOffset>(4),
                    Version = reader.GetInt64(5),
                },
            reader.GetBoolean(6), reader.GetInt64(7), reader.GetBoolean(8)),
        cancellationToken, Sql.Id(tenantId), Sql.Id(id), Sql.Text(name)))!;
}
