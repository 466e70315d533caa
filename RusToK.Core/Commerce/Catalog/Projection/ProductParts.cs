using Npgsql;
using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Commerce.Catalog.Variants;
using RusToK.Core.Commerce.Inventory.Events;
using RusToK.Core.Commerce.Money;
using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Projection;

/// <summary><c>read.product_variants</c> and <c>read.variant_stock</c>: what a product's row is put together from.</summary>
internal static class ProductParts
{
    private const string Alive = """
        NOT EXISTS (SELECT FROM read.catalog_deleted d
                        WHERE d.tenant_id = i.tenant_id AND d.locale = '' AND (d.aggregate, d.id) IN (('product', i.product_id), ('variant', i.id)))
        """;

    private const string UpsertVariants = $"""
        INSERT INTO read.product_variants AS v (tenant_id, product_id, id, position, sku, unlimited, state, version, prices, prices_version)
        SELECT i.* FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[], $5::text[], $6::bool[], $7::text[], $8::bigint[], $9::text[], $10::bigint[])
            AS i(tenant_id, product_id, id, position, sku, unlimited, state, version, prices, prices_version)
         WHERE {Alive}
        ON CONFLICT (tenant_id, product_id, id) DO UPDATE SET
            position = CASE WHEN v.version < excluded.version THEN excluded.position ELSE v.position END,
            sku = CASE WHEN v.version < excluded.version THEN excluded.sku ELSE v.sku END,
            unlimited = CASE WHEN v.version < excluded.version THEN excluded.unlimited ELSE v.unlimited END,
            state = CASE WHEN v.version < excluded.version THEN excluded.state ELSE v.state END,
            version = greatest(v.version, excluded.version),
            prices = CASE WHEN v.prices_version < excluded.prices_version THEN excluded.prices ELSE v.prices END,
            prices_version = greatest(v.prices_version, excluded.prices_version)
         WHERE v.version < excluded.version OR v.prices_version < excluded.prices_version
        """;

    private const string UpdatePrices = """
        UPDATE read.product_variants v SET prices = i.prices, prices_version = i.version
          FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::bigint[]) AS i(tenant_id, product_id, id, prices, version)
         WHERE v.tenant_id = i.tenant_id AND v.product_id = i.product_id AND v.id = i.id AND v.prices_version < i.version
        """;

    private const string RemoveVariants = """
        WITH gone AS (SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS g(tenant_id, product_id, id)),
        stock AS (
            DELETE FROM read.variant_stock s USING gone g WHERE s.tenant_id = g.tenant_id AND s.product_id = g.product_id AND s.variant_id = g.id
        )
        DELETE FROM read.product_variants v USING gone g WHERE v.tenant_id = g.tenant_id AND v.product_id = g.product_id AND v.id = g.id
        """;

    private const string UpsertStock = $"""
        INSERT INTO read.variant_stock AS s (tenant_id, product_id, variant_id, on_hand, reserved, is_low, levels, updated_at, version)
        SELECT i.* FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[], $5::int[], $6::bool[], $7::text[], $8::timestamptz[], $9::bigint[])
            AS i(tenant_id, product_id, id, on_hand, reserved, is_low, levels, updated_at, version)
         WHERE {Alive}
        ON CONFLICT (tenant_id, product_id, variant_id) DO UPDATE SET
            on_hand = excluded.on_hand, reserved = excluded.reserved, is_low = excluded.is_low, levels = excluded.levels,
            updated_at = excluded.updated_at, version = excluded.version
         WHERE s.version < excluded.version
        """;

    private const string Known = $"""
        SELECT rustok.require(false, '{SqlStates.MissingPredecessor}', 'the creation of product ' || m.id || ' has not been applied')
          FROM unnest($1::uuid[], $2::uuid[]) AS m(tenant_id, id)
         WHERE NOT EXISTS (SELECT FROM read.products p WHERE p.tenant_id = m.tenant_id AND p.id = m.id)
           AND NOT EXISTS (
               SELECT FROM read.catalog_deleted d
                WHERE d.tenant_id = m.tenant_id AND d.aggregate = 'product' AND d.id = m.id AND d.locale = '')
        """;

    public static void AddTo(IList<NpgsqlBatchCommand> commands, CatalogFacets facets)
    {
        if (facets.Variants.Count > 0)
            commands.Add(Variants(facets));
        var repriced = facets.Prices.Where(p => !facets.Variants.ContainsKey(p.Key)).ToList();
        if (repriced.Count > 0)
            commands.Add(new Columns<KeyValuePair<(Guid Tenant, Guid Product, Guid Id), (long Version, IReadOnlyList<PriceState> State)>>(UpdatePrices, repriced)
                .Id(r => r.Key.Tenant).Id(r => r.Key.Product).Id(r => r.Key.Id).Text(r => Json(r.Value.State)).Version(r => r.Value.Version)
                .Command);
        if (facets.Stock.Count > 0)
            commands.Add(Stock(facets));
        if (facets.DeletedVariants.Count > 0)
            commands.Add(new Columns<(Guid Tenant, Guid Product, Guid Id)>(RemoveVariants, facets.DeletedVariants)
                .Id(r => r.Tenant).Id(r => r.Product).Id(r => r.Id)
                .Command);
    }

    /// <summary>
    /// Raises <see cref="SqlStates.MissingPredecessor"/> for a product that is neither there nor deleted: later states alone would make
    /// half a product.
    /// </summary>
    public static NpgsqlBatchCommand RequireKnown(IEnumerable<(Guid Tenant, Guid Id)> products) =>
        new Columns<(Guid Tenant, Guid Id)>(Known, [.. products]).Id(p => p.Tenant).Id(p => p.Id).Command;

    private static NpgsqlBatchCommand Variants(CatalogFacets facets) =>
        new Columns<KeyValuePair<(Guid Tenant, Guid Product, Guid Id), (long Version, VariantState State)>>(UpsertVariants, facets.Variants)
            .Id(r => r.Key.Tenant)
            .Id(r => r.Key.Product)
            .Id(r => r.Key.Id)
            .Number(r => r.Value.State.Position)
            .OptionalText(r => r.Value.State.Sku)
            .Flag(r => !r.Value.State.TracksInventory || r.Value.State.Policy == InventoryPolicy.Continue)
            .Text(r => CommerceJson.Write(r.Value.State))
            .Version(r => r.Value.Version)
            .Text(r => facets.Prices.TryGetValue(r.Key, out var prices) ? Json(prices.State) : "[]")
            .Version(r => facets.Prices.TryGetValue(r.Key, out var prices) ? prices.Version : 0)
            .Command;

    private static NpgsqlBatchCommand Stock(CatalogFacets facets) =>
        new Columns<KeyValuePair<(Guid Tenant, Guid Product, Guid Variant), (long Version, InventoryAdjusted State)>>(UpsertStock, facets.Stock)
            .Id(r => r.Key.Tenant)
            .Id(r => r.Key.Product)
            .Id(r => r.Key.Variant)
            .Number(r => r.Value.State.OnHand)
            .Number(r => r.Value.State.Reserved)
            .Flag(r => r.Value.State.IsLow)
            .Text(r => CommerceJson.Write(r.Value.State.Levels))
            .Time(r => r.Value.State.At)
            .Version(r => r.Value.Version)
            .Command;

    private static string Json(IReadOnlyList<PriceState> prices) => CommerceJson.Write(prices.Select(p =>
        new StoredPrice(p.Currency, p.Amount, Currencies.ToMinor(p.Currency, p.Amount), p.CompareAt, p.PriceListId)));
}
