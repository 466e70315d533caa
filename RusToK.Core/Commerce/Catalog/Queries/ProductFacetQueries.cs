using System.Globalization;
using RusToK.Core.Commerce.Money;
using RusToK.Core.Content.Queries;
using RusToK.Core.Persistence;
using static RusToK.Core.Commerce.Catalog.Queries.ProductRestriction;

namespace RusToK.Core.Commerce.Catalog.Queries;

/// <summary>
/// Counts facets, in one statement. The work is bounded: of a list that is longer than <see cref="MaxCounted"/> the newest so many are
/// counted, and the answer says so.
/// </summary>
public sealed class ProductFacetQueries
{
    public const int MaxCounted = 10_000;

    /// <summary>Values of one facet that are told, the most frequent ones.</summary>
    public const int MaxValues = 100;

    private readonly ReadStore _store;

    internal ProductFacetQueries(ReadStore store) => _store = store;

    /// <param name="tenantId">The tenant.</param>
    /// <param name="list">Which list; its order does not matter.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ProductFacets> CountAsync(Guid tenantId, ProductList list, CancellationToken cancellationToken)
    {
        list.Filter.Check();
        list = list.Search is { } search ? list with { Search = ProductSearch.Check(search) } : list;
        var counted = await CountAsync(tenantId, list, similar: false, cancellationToken);
        return list.Search is not null && counted is { InStock: 0, OutOfStock: 0 } ? await CountAsync(tenantId, list, similar: true, cancellationToken) : counted;
    }

    private async Task<ProductFacets> CountAsync(Guid tenantId, ProductList list, bool similar, CancellationToken cancellationToken)
    {
        var rows = await _store.ListAsync(
            tenantId, Build(tenantId, list, similar),
            r => new Row(r.GetString(0), r.TextOrNull(1), r.GetInt64(2), r.IsDBNull(3) ? null : r.GetInt64(3), r.IsDBNull(4) ? null : r.GetInt64(4)),
            cancellationToken);
        var facets = rows.ToLookup(r => r.Facet);
        var bound = list.Search is null ? MaxCounted : ProductSearch.MaxCandidates - 1;
        return new ProductFacets(
            Texts(facets["vendor"]), Texts(facets["type"]), Texts(facets["tag"]), Ids(facets["collection"]), Ids(facets["category"]),
            facets["stock"].FirstOrDefault(r => r.Value == "true")?.Count ?? 0,
            facets["stock"].FirstOrDefault(r => r.Value == "false")?.Count ?? 0,
            facets["price"].FirstOrDefault() is { Low: { } low, High: { } high } && list.PriceCurrency is { } currency
                ? new FacetRange(currency, Currencies.FromMinor(currency, low), Currencies.FromMinor(currency, high))
                : null,
            IsComplete: facets["size"].All(r => r.Count <= bound));
    }

    private static QueryText Build(Guid tenantId, ProductList list, bool similar)
    {
        var query = new QueryText(tenantId) { Plan = PlanChoice.ForValues };
        var filter = list.Filter;
        var sources = new Dictionary<Except, string>();
        string Source(Except own, bool restricts)
        {
            var except = restricts ? own : Except.Nothing;
            if (!sources.TryGetValue(except, out var name))
                sources.Add(except, name = "m" + sources.Count.ToString(CultureInfo.InvariantCulture));
            return name;
        }

        List<string> counts =
        [
            Top("vendor", $"SELECT vendor AS value, count(*) AS n FROM {Source(Except.Vendors, filter.Vendors.Count > 0)} WHERE vendor IS NOT NULL GROUP BY vendor"),
            Top("type", $"SELECT type AS value, count(*) AS n FROM {Source(Except.Types, filter.Types.Count > 0)} WHERE type IS NOT NULL GROUP BY type"),
            Top("category", $"SELECT category_id::text AS value, count(*) AS n FROM {Source(Except.Category, filter.CategoryId is not null)} WHERE category_id IS NOT NULL GROUP BY category_id"),
            Top("tag", $"SELECT tag AS value, count(*) AS n FROM {Source(Except.Tags, filter.Tags.Count > 0)} CROSS JOIN LATERAL unnest(tags) AS tag GROUP BY tag"),
            Top("collection", $"""
                SELECT c.collection_id::text AS value, count(*) AS n FROM {Source(Except.Collection, filter.CollectionId is not null)} m
                  JOIN read.collection_products c ON c.tenant_id = {QueryText.Tenant} AND c.product_id = m.id AND c.is_member GROUP BY c.collection_id
                """),
            Top("stock", $"SELECT in_stock::text AS value, count(*) AS n FROM {Source(Except.InStock, filter.InStock is not null)} GROUP BY in_stock"),
        ];
        if (list.PriceCurrency is { } currency)
            counts.Add($"""
                (SELECT 'price', NULL, count(*), min(x.min_minor), max(x.min_minor) FROM {Source(Except.Price, filter.Price is not null)} m
                  JOIN read.product_prices x ON x.tenant_id = {QueryText.Tenant} AND x.product_id = m.id AND x.currency = {query.Value(currency)})
                """);
        foreach (var (except, name) in sources)
        {
            query.Append(name == "m0" ? "WITH " : ",\n").Append($"{name} AS MATERIALIZED (\n");
            Matching(query, list, except, similar);
            query.Append(")");
            counts.Add($"(SELECT 'size', NULL, count(*), NULL, NULL FROM {name})");
        }

        return query.Append("\n").Append(string.Join("\nUNION ALL\n", counts));
    }

    private static void Matching(QueryText query, ProductList list, Except except, bool similar)
    {
        const string Columns = "p.id, p.vendor, p.type, p.tags, p.category_id, p.in_stock";
        if (list.Search is { } search)
        {
            query.Append($"SELECT {Columns} FROM {ProductSearch.Call(query, search, similar, list.Filter, list.Locales, except)} h")
                .Append($" JOIN read.products p ON p.tenant_id = {QueryText.Tenant} AND p.id = h.product_id");
            return;
        }

        query.Append($"SELECT {Columns} FROM read.products p WHERE p.tenant_id = {QueryText.Tenant}");
        if (list.StatusText is { } status)
            query.Append($" AND p.status = {query.Value(status)}");
        query.Restrict(list.Filter, except)
            .Append($" AND EXISTS (SELECT FROM read.product_texts w WHERE w.tenant_id = p.tenant_id AND w.product_id = p.id AND w.locale = ANY ({query.Value(list.Locales.ToArray())}))")
            .Append($"\n ORDER BY p.created_at DESC, p.id DESC LIMIT {(MaxCounted + 1).ToString(CultureInfo.InvariantCulture)}");
    }

    private static string Top(string facet, string counts) =>
        $"(SELECT '{facet}', value, n, NULL::bigint, NULL::bigint FROM ({counts}) c ORDER BY n DESC, value LIMIT {MaxValues.ToString(CultureInfo.InvariantCulture)})";

    private static List<FacetCount<string>> Texts(IEnumerable<Row> rows) => [.. rows.Select(r => new FacetCount<string>(r.Value!, r.Count))];

    private static List<FacetCount<Guid>> Ids(IEnumerable<Row> rows) =>
        [.. rows.Select(r => new FacetCount<Guid>(Guid.Parse(r.Value!, CultureInfo.InvariantCulture), r.Count))];

    private sealed record Row(string Facet, string? Value, long Count, long? Low, long? High);
}
