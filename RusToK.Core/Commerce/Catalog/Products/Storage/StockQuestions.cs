using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Products.Storage;

/// <summary>What commands on products have to know of the stock.</summary>
internal sealed class StockQuestions(TenantStatements statements)
{
    /// <summary>Pieces that are reserved for orders, of one variant or of the whole product.</summary>
    public Task<long> ReservedOfAsync(Guid tenantId, Guid productId, Guid? variantId, CancellationToken cancellationToken) => statements.FirstAsync(
        tenantId,
        """
        SELECT coalesce(sum(reserved), 0) FROM commerce.variant_stock
         WHERE tenant_id = $1 AND product_id = $2 AND ($3::uuid IS NULL OR variant_id = $3)
        """,
        r => r.GetInt64(0), cancellationToken, Sql.Id(tenantId), Sql.Id(productId), Sql.Id(variantId));
}
