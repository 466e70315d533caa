using Npgsql;
using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Commerce.Catalog.Variants;
using RusToK.Core.Content.Text;
using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Products.Storage;

/// <summary>Reads the truth for commands: whatever one asks, in one round trip.</summary>
internal sealed class ProductReader(TenantStatements statements)
{
    private const string ProductById = """
        SELECT p.status, p.vendor, p.type, p.tags, p.category_id, p.options::text, p.images::text, p.published_at, p.created_at, p.updated_at,
               p.version,
               ARRAY(SELECT t.locale FROM commerce.product_translations t WHERE t.tenant_id = p.tenant_id AND t.product_id = p.id ORDER BY t.locale),
               ARRAY(SELECT t.handle FROM commerce.product_translations t WHERE t.tenant_id = p.tenant_id AND t.product_id = p.id ORDER BY t.locale)
          FROM commerce.products p WHERE p.tenant_id = $1 AND p.id = $2
        """;

    private const string VariantsOf = """
        SELECT id, position, sku, barcode, option_values, option_key, weight_grams, policy, tracks_inventory, low_stock_threshold, created_at, updated_at
          FROM commerce.variants WHERE tenant_id = $1 AND product_id = $2 ORDER BY position, id
        """;

    private const string PricesOf = """
        SELECT x.variant_id, x.currency, x.amount, x.compare_at, NULL::uuid
          FROM commerce.variants v JOIN commerce.prices x ON x.tenant_id = v.tenant_id AND x.variant_id = v.id
         WHERE v.tenant_id = $1 AND v.product_id = $2
        UNION ALL
        SELECT x.variant_id, l.currency, x.amount, NULL, x.price_list_id
          FROM commerce.variants v
          JOIN commerce.list_prices x ON x.tenant_id = v.tenant_id AND x.variant_id = v.id
          JOIN commerce.price_lists l ON l.tenant_id = x.tenant_id AND l.id = x.price_list_id
         WHERE v.tenant_id = $1 AND v.product_id = $2
         ORDER BY 1, 5 NULLS FIRST, 2
        """;

    private const string HandlesOfOthers = """
        SELECT t.locale, t.handle
          FROM unnest($2::text[], $3::text[]) AS wanted(locale, handle)
          JOIN commerce.product_translations t ON t.tenant_id = $1 AND t.locale = wanted.locale AND t.handle = wanted.handle
         WHERE t.product_id IS DISTINCT FROM $4
        """;

    public async Task<ProductAnswers> AskAsync(Guid tenantId, ProductQuestions questions, CancellationToken cancellationToken)
    {
        return await statements.ReadAsync(tenantId, async (batch, cancellationToken) =>
        {
            if (questions.ProductId is { } id)
            {
                batch.Add(ProductById, Sql.Id(tenantId), Sql.Id(id)).Add(VariantsOf, Sql.Id(tenantId), Sql.Id(id));
                if (questions.Prices)
                    batch.Add(PricesOf, Sql.Id(tenantId), Sql.Id(id));
            }

            if (questions.NewId is { } newId)
                batch.Add("""
                    SELECT EXISTS (SELECT FROM commerce.products WHERE tenant_id = $1 AND id = $2),
                           EXISTS (SELECT FROM commerce.deleted_ids WHERE tenant_id = $1 AND aggregate = 'product' AND id = $2)
                    """, Sql.Id(tenantId), Sql.Id(newId));
            if (questions.CategoryId is { } categoryId)
                batch.Add("SELECT 1 FROM commerce.product_categories WHERE tenant_id = $1 AND id = $2", Sql.Id(tenantId), Sql.Id(categoryId));
            if (questions.Handles.Count > 0)
                batch.Add(HandlesOfOthers,
                    Sql.Id(tenantId), Sql.Texts(questions.Handles.Select(h => h.Locale)), Sql.Texts(questions.Handles.Select(h => h.Handle)), Sql.Id(questions.ProductId));
            if (questions.Skus.Count > 0)
                batch.Add("SELECT sku, id FROM commerce.variants WHERE tenant_id = $1 AND sku = ANY ($2)", Sql.Id(tenantId), Sql.Texts(questions.Skus));
            if (questions.VariantIds.Count > 0)
                batch.Add("""
                    SELECT id FROM commerce.variants WHERE tenant_id = $1 AND id = ANY ($2)
                    UNION ALL
                    SELECT id FROM commerce.deleted_ids WHERE tenant_id = $1 AND aggregate = 'variant' AND id = ANY ($2)
                    """, Sql.Id(tenantId), Sql.Ids(questions.VariantIds));
            if (questions.PriceListIds.Count > 0)
                batch.Add("SELECT id, currency FROM commerce.price_lists WHERE tenant_id = $1 AND id = ANY ($2)", Sql.Id(tenantId), Sql.Ids(questions.PriceListIds));
            if (questions.External is { } external)
                batch.Add("SELECT 1 FROM commerce.external_ids WHERE tenant_id = $1 AND source = $2 AND kind = $3 AND external_id = $4",
                    Sql.Id(tenantId), Sql.Text(external.Source), Sql.Text(external.Kind), Sql.Text(external.Id));
            if (batch.BatchCommands.Count == 1)
                return new ProductAnswers();

            await using var reader = await batch.ExecuteTenantReaderAsync(cancellationToken);
            var answers = new ProductAnswers();
            if (questions.ProductId is { } productId)
                answers = answers with { Product = await ReadProductAsync(reader, tenantId, productId, questions.Prices, cancellationToken) };
            if (questions.NewId is not null && await reader.NextAsync(r => (Taken: r.GetBoolean(0), Deleted: r.GetBoolean(1)), cancellationToken) is [var known])
                answers = answers with { IdIsTaken = known.Taken, IdWasDeleted = known.Deleted };
            if (questions.CategoryId is not null)
                answers = answers with { CategoryExists = (await reader.NextAsync(r => r.GetInt32(0), cancellationToken)).Count > 0 };
            if (questions.Handles.Count > 0)
                answers = answers with { TakenHandles = (await reader.NextAsync(r => (r.GetString(0), r.GetString(1)), cancellationToken)).ToHashSet() };
            if (questions.Skus.Count > 0)
                answers = answers with { TakenSkus = (await reader.NextAsync(r => (Sku: r.GetString(0), Id: r.GetGuid(1)), cancellationToken)).ToDictionary(s => s.Sku, s => s.Id) };
            if (questions.VariantIds.Count > 0)
                answers = answers with { TakenVariantIds = (await reader.NextAsync(r => r.GetGuid(0), cancellationToken)).ToHashSet() };
            if (questions.PriceListIds.Count > 0)
                answers = answers with { PriceLists = (await reader.NextAsync(r => (Id: r.GetGuid(0), Currency: r.GetString(1)), cancellationToken)).ToDictionary(l => l.Id, l => l.Currency) };
            if (questions.External is not null)
                answers = answers with { ExternalIsKnown = (await reader.NextAsync(r => r.GetInt32(0), cancellationToken)).Count > 0 };
            return answers;
        }, cancellationToken);
    }

    private static async Task<LoadedProduct?> ReadProductAsync(
        NpgsqlDataReader reader, Guid tenantId, Guid id, bool withPrices, CancellationToken cancellationToken)
    {
        var rows = await reader.NextAsync(r => (Product: ReadProduct(r, tenantId, id), Handles: r.GetFieldValue<string[]>(11).Zip(r.GetFieldValue<string[]>(12))), cancellationToken);
        var variants = await reader.NextAsync(r => ReadVariant(r, tenantId, id), cancellationToken);
        var prices = withPrices
            ? await reader.NextAsync(r => (Variant: r.GetGuid(0), Price: new PriceState(r.GetString(1), r.GetDecimal(2), r.DecimalOrNull(3), r.GuidOrNull(4))), cancellationToken)
            : [];
        return rows is [var row]
            ? new LoadedProduct(
                row.Product, row.Handles.ToDictionary(h => h.First, h => h.Second), variants,
                prices.GroupBy(p => p.Variant).ToDictionary(g => g.Key, g => (IReadOnlyList<PriceState>)[.. g.Select(p => p.Price)]))
            : null;
    }

    private static Product ReadProduct(NpgsqlDataReader r, Guid tenantId, Guid id) => new()
    {
        TenantId = tenantId,
        Id = id,
        Status = EnumText<ProductStatus>.Parse(r.GetString(0)),
        Vendor = r.TextOrNull(1),
        Type = r.TextOrNull(2),
        Tags = r.GetFieldValue<string[]>(3),
        CategoryId = r.GuidOrNull(4),
        Options = CommerceJson.Read<IReadOnlyList<ProductOption>>(r.GetString(5)),
        Images = CommerceJson.Read<IReadOnlyList<ProductImage>>(r.GetString(6)),
        PublishedAt = r.TimeOrNull(7),
        CreatedAt = r.GetFieldValue<DateTimeOffset>(8),
        UpdatedAt = r.GetFieldValue<DateTimeOffset>(9),
        Version = r.GetInt64(10),
    };

    private static Variant ReadVariant(NpgsqlDataReader r, Guid tenantId, Guid productId) => new()
    {
        TenantId = tenantId,
        ProductId = productId,
        Id = r.GetGuid(0),
        Position = r.GetInt32(1),
        Sku = r.TextOrNull(2),
        Barcode = r.TextOrNull(3),
        OptionValues = r.GetFieldValue<string[]>(4),
        OptionKey = r.GetString(5),
        WeightGrams = r.NumberOrNull(6),
        Policy = EnumText<InventoryPolicy>.Parse(r.GetString(7)),
        TracksInventory = r.GetBoolean(8),
        LowStockThreshold = r.NumberOrNull(9),
        CreatedAt = r.GetFieldValue<DateTimeOffset>(10),
        UpdatedAt = r.GetFieldValue<DateTimeOffset>(11),
    };
}
