using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Products.Storage;

/// <summary>What commands on products have to know of the stock.</summary>
internal sealed class StockQuestions(TenantStatements statements)
{
    /// <summary>Pieces that are reserved for orders, of one variant or of the whole product.</summary>
    public async Task<long> ReservedOfAsync(Guid tenantId, Guid productId, Guid? variantId, CancellationToken cancellationToken)
    {
        return await statements.ReadAsync(tenantId, async (batch, cancellationToken) =>
        {
            batch.Add(
                """
                SELECT coalesce(sum(reserved), 0) FROM commerce.variant_stock
                 WHERE tenant_id = $1 AND product_id = $2 AND ($3::uuid IS NULL OR variant_id = $3)
                """,
                Sql.Id(tenantId), Sql.Id(productId), Sql.Id(variantId));
            await using var reader = await batch.ExecuteTenantReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            return reader.GetInt64(0);
        }, cancellationToken);
    }
}
