using Npgsql;
using RusToK.Core.Persistence;

namespace RusToK.Core.Content.Menus;

/// <summary>Reads the truth for commands, in one round trip.</summary>
internal sealed class MenuReader(TenantStatements statements)
{
    /// <param name="tenantId">The tenant.</param>
    /// <param name="handle">Of the menu.</param>
    /// <param name="nodeIds">Which of these nodes are there?</param>
    /// <param name="categoryIds">Which of these categories are there?</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<(Menu? Menu, IReadOnlySet<Guid> Known)> AskAsync(
        Guid tenantId, string handle, IReadOnlyList<Guid> nodeIds, IReadOnlyList<Guid> categoryIds, CancellationToken cancellationToken)
    {
        return await statements.ReadAsync(tenantId, async (batch, cancellationToken) =>
        {
            batch
                .Add("SELECT id, items::text, created_at, updated_at, version FROM content.menus WHERE tenant_id = $1 AND handle = $2",
                    Id(tenantId), new NpgsqlParameter<string> { TypedValue = handle })
                .Add("""
                    SELECT id FROM content.nodes WHERE tenant_id = $1 AND id = ANY ($2)
                    UNION ALL
                    SELECT id FROM content.categories WHERE tenant_id = $1 AND id = ANY ($3)
                    """, Id(tenantId), Ids(nodeIds), Ids(categoryIds));
            await using var reader = await batch.ExecuteTenantReaderAsync(cancellationToken);
            Menu? menu = null;
            while (await reader.ReadAsync(cancellationToken))
                menu = new Menu
                {
                    TenantId = tenantId,
                    Id = reader.GetGuid(0),
                    Handle = handle,
                    Items = ContentJson.Read<IReadOnlyList<MenuItem>>(reader.GetString(1)),
                    CreatedAt = reader.GetFieldValue<DateTimeOffset>(2),
                    UpdatedAt = reader.GetFieldValue<DateTimeOffset>(3),
                    Version = reader.GetInt64(4),
                };
            await batch.NextResultAsync(reader, cancellationToken);
            var known = new HashSet<Guid>();
            while (await reader.ReadAsync(cancellationToken))
                known.Add(reader.GetGuid(0));
            return (menu, known);
        }, cancellationToken);
    }

    private static NpgsqlParameter<Guid> Id(Guid id) => new() { TypedValue = id };

    private static NpgsqlParameter<Guid[]> Ids(IReadOnlyList<Guid> ids) => new() { TypedValue = [.. ids] };
}
