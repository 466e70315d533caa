using Npgsql;
using RusToK.Core.Content.Text;
using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Orders.Storage;

/// <summary>Reads orders from the truth, in one round trip.</summary>
internal sealed class OrderReader(TenantStatements statements)
{
    private const string ById = """
        SELECT number, status, customer_id, currency, total, item_count, payment_reference, tracking_number, refund_id, cancel_reason,
               placed_at, updated_at, version
          FROM commerce.orders WHERE tenant_id = $1 AND id = $2
        """;

    private const string LinesOf = """
        SELECT position, product_id, variant_id, sku, title, variant_title, quantity, unit_price, total
          FROM commerce.order_lines WHERE tenant_id = $1 AND order_id = $2 ORDER BY position
        """;

    public async Task<OrderResult?> FindAsync(Guid tenantId, Guid id, CancellationToken cancellationToken)
    {
        return await statements.ReadAsync(tenantId, async (batch, cancellationToken) =>
        {
            batch
                .Add(ById, Sql.Id(tenantId), Sql.Id(id))
                .Add(LinesOf, Sql.Id(tenantId), Sql.Id(id));
            await using var reader = await batch.ExecuteTenantReaderAsync(cancellationToken);
            var orders = await reader.NextAsync(r => ReadOrder(r, tenantId, id), cancellationToken);
            var lines = await reader.NextAsync(r => ReadLine(r, tenantId, id), cancellationToken);
            return orders is [var order] ? new OrderResult(order, lines) : null;
        }, cancellationToken);
    }

    private static Order ReadOrder(NpgsqlDataReader r, Guid tenantId, Guid id) => new()
    {
        TenantId = tenantId,
        Id = id,
        Number = r.GetString(0),
        Status = EnumText<OrderStatus>.Parse(r.GetString(1)),
        CustomerId = r.GuidOrNull(2),
        Currency = r.GetString(3),
        Total = r.GetDecimal(4),
        ItemCount = r.GetInt32(5),
        PaymentReference = r.TextOrNull(6),
        TrackingNumber = r.TextOrNull(7),
        RefundId = r.TextOrNull(8),
        CancelReason = r.TextOrNull(9),
        PlacedAt = r.GetFieldValue<DateTimeOffset>(10),
        UpdatedAt = r.GetFieldValue<DateTimeOffset>(11),
        Version = r.GetInt64(12),
    };

    private static OrderLine ReadLine(NpgsqlDataReader r, Guid tenantId, Guid orderId) => new()
    {
        TenantId = tenantId,
        OrderId = orderId,
        Position = r.GetInt32(0),
        ProductId = r.GetGuid(1),
        VariantId = r.GetGuid(2),
        Sku = r.TextOrNull(3),
        Title = r.GetString(4),
        VariantTitle = r.GetString(5),
        Quantity = r.GetInt32(6),
        UnitPrice = r.GetDecimal(7),
        Total = r.GetDecimal(8),
    };
}
