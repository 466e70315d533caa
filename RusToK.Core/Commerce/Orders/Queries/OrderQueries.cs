using System.Globalization;
using Npgsql;
using RusToK.Core.Commerce.Orders.Events;
using RusToK.Core.Content.Queries;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Orders.Queries;

/// <summary>Orders as readers see them. Every method is one statement.</summary>
public sealed class OrderQueries
{
    public const string List = "orders";

    private const string Columns = """
        o.id, o.number, o.status, o.customer_id, o.currency, o.total, o.item_count, o.lines, o.payment_reference, o.tracking_number, o.refund_id,
            o.cancel_reason, o.placed_at, o.updated_at, o.version
        """;

    private readonly ReadStore _store;

    internal OrderQueries(ReadStore store) => _store = store;

    public async Task<OrderDocument?> FindAsync(Guid tenantId, Guid id, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId);
        query.Append($"SELECT {Columns}\n  FROM read.orders o WHERE o.tenant_id = {QueryText.Tenant} AND o.id = {query.Value(id)}");
        return (await _store.ListAsync(tenantId, query, Document, cancellationToken)).FirstOrDefault();
    }

    public async Task<OrderDocument?> FindByNumberAsync(Guid tenantId, string number, CancellationToken cancellationToken)
    {
        if (!StorableText.IsStorable(number))
            return null;
        var query = new QueryText(tenantId);
        query.Append($"SELECT {Columns}\n  FROM read.orders o WHERE o.tenant_id = {QueryText.Tenant} AND o.number = {query.Value(number.Trim().ToUpperInvariant())}");
        return (await _store.ListAsync(tenantId, query, Document, cancellationToken)).FirstOrDefault();
    }

    /// <summary>The newest first. Plans: orders_placed, orders_status_placed, orders_customer_placed.</summary>
    public async Task<Page<OrderDocument>> ListAsync(Guid tenantId, OrderFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var rows = await _store.ListAsync(tenantId, Build(tenantId, filter, page), Document, cancellationToken);
        return Pages.Cut(rows, page, o => new Cursor(List, o.PlacedAt.UtcTicks.ToString(CultureInfo.InvariantCulture), o.Id));
    }

    internal static QueryText Build(Guid tenantId, OrderFilter filter, PageRequest page)
    {
        var query = new QueryText(tenantId) { Plan = filter is { Status: null, CustomerId: null } ? PlanChoice.Automatic : PlanChoice.ForValues };
        query.Append($"SELECT {Columns}\n  FROM read.orders o\n WHERE o.tenant_id = {QueryText.Tenant}");
        if (filter.Status is { } status)
            query.Append($" AND o.status = {query.Value(EnumText<OrderStatus>.Of(status))}");
        if (filter.CustomerId is { } customer)
            query.Append($" AND o.customer_id = {query.Value(customer)}");
        if (filter.PlacedAfter is { } after)
            query.Append($" AND o.placed_at >= {query.Time(after)}");
        if (filter.PlacedBefore is { } before)
            query.Append($" AND o.placed_at < {query.Time(before)}");
        if (page.Cursor is { } cursor)
        {
            if (!long.TryParse(cursor.Key, CultureInfo.InvariantCulture, out var ticks) || ticks < 0 || ticks > DateTimeOffset.MaxValue.UtcTicks)
                throw new InvalidInputException(page.Backward ? "before" : "after", "cursor", "The cursor does not come from this list in this order.");
            query.Append($" AND (o.placed_at, o.id) {(page.Backward ? ">" : "<")} ({query.Time(new DateTimeOffset(ticks, TimeSpan.Zero))}, {query.Value(cursor.Id)})");
        }

        var direction = page.Backward ? "" : " DESC";
        return query.Append($"\n ORDER BY o.placed_at{direction}, o.id{direction} LIMIT {page.Limit}");
    }

    /// <summary>The personal data of orders, from the truth, which alone has it. Whoever asks must be allowed to see it.</summary>
    public async Task<IReadOnlyDictionary<Guid, OrderContact>> ContactsAsync(Guid tenantId, IReadOnlyList<Guid> orderIds, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId);
        query.Append("SELECT c.order_id, c.email, c.name, c.phone, c.note, c.shipping_address::text")
            .Append($"\n  FROM commerce.order_contacts c WHERE c.tenant_id = {QueryText.Tenant} AND c.order_id = ANY ({query.Value(orderIds.ToArray())})");
        return (await _store.ListAsync(tenantId, query, r => Contact(r, tenantId), cancellationToken)).ToDictionary(c => c.OrderId);
    }

    private static OrderDocument Document(NpgsqlDataReader r) => new(
        r.GetGuid(0), r.GetString(1), EnumText<OrderStatus>.Parse(r.GetString(2)), r.GuidOrNull(3), r.GetString(4), r.GetDecimal(5), r.GetInt32(6),
        CommerceJson.Read<List<OrderLineState>>(r.GetString(7)), r.TextOrNull(8), r.TextOrNull(9), r.TextOrNull(10), r.TextOrNull(11),
        r.GetFieldValue<DateTimeOffset>(12), r.GetFieldValue<DateTimeOffset>(13), r.GetInt64(14));

    private static OrderContact Contact(NpgsqlDataReader r, Guid tenantId) => new()
    {
        TenantId = tenantId,
        OrderId = r.GetGuid(0),
        Email = r.TextOrNull(1),
        Name = r.TextOrNull(2),
        Phone = r.TextOrNull(3),
        Note = r.TextOrNull(4),
        ShippingAddress = r.TextOrNull(5) is { } address ? CommerceJson.Read<ShippingAddress>(address) : null,
    };
}
