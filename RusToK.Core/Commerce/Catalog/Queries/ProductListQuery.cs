using System.Globalization;
using RusToK.Core.Content.Queries;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Queries;

/// <summary>
/// The statement of one page of a list. Without a search it walks an index in the order of the list from the cursor on, and looks the
/// rest up by key for the rows it shows. Plans: products_created, products_updated, product_texts_title, product_prices_min,
/// collection_products_position; a filter that lets few products through is read by its own index and sorted (<see cref="FewProducts"/>).
/// </summary>
internal sealed class ProductListQuery(Guid tenantId, ProductList list, PageRequest page, ProductSelection selection, int few = FewProducts.Most)
{
    private const string Title = "title COLLATE \"und-x-icu\"";

    /// <summary>U+FFFF, which no other text is behind (UTS #35, part 5, section 1.1.1).</summary>
    private const string LastTitle = "\uFFFF";

    private readonly QueryText _query = new(tenantId);
    private readonly FewProducts _few = new(few);
    private readonly bool _descending = list.Descending ^ page.Backward;

    private string Direction => _descending ? " DESC" : "";

    private string Beyond => _descending ? "<" : ">";

    public QueryText Build(bool similar = false)
    {
        _query.Plan = Plan();
        if (list.Search is not null)
            return Searched(similar);
        return list.Order switch
        {
            ProductOrder.TitleAsc or ProductOrder.TitleDesc => list.Locales.Count > 1 || list.Filter.Restricts
                ? Titles()
                : Walk(new Walked(
                    "read.product_texts d", " JOIN read.products p ON p.tenant_id = d.tenant_id AND p.id = d.product_id", "d", "d." + Title, "d.product_id",
                    $" AND d.locale = {_query.Value(list.Locales[0])}"), joinsWords: false),
            ProductOrder.PriceAsc or ProductOrder.PriceDesc => WalkOrSort(new Walked(
                "read.product_prices x", " JOIN read.products p ON p.tenant_id = x.tenant_id AND p.id = x.product_id", "x", "x.min_minor", "x.product_id",
                $" AND x.currency = {_query.Value(RequireCurrency())}")),
            ProductOrder.Position => WalkOrSort(new Walked(
                "read.collection_products m", " JOIN read.products p ON p.tenant_id = m.tenant_id AND p.id = m.product_id", "m", "m.position", "m.product_id",
                $" AND m.collection_id = {_query.Value(RequireCollection())} AND m.is_member")),
            ProductOrder.UpdatedAtDesc => WalkOrSort(new Walked("read.products p", "", "p", "p.updated_at", "p.id", "")),
            ProductOrder.BestMatch => throw new InvalidInputException("orderBy", "search", "orderBy can be BEST_MATCH with a search only."),
            _ => Walk(new Walked("read.products p", "", "p", "p.created_at", "p.id", ""), joinsWords: true),
        };
    }

    private PlanChoice Plan()
    {
        if (list.Filter.Restricts)
            return PlanChoice.ForValues;
        if (list.Search is not null)
            return PlanChoice.Automatic;
        // There is but one good way, whatever the tenant: along the index. Titles of several languages have one for each.
        return list.ByTitle && list.Locales.Count > 1 ? PlanChoice.ForValues : PlanChoice.Once;
    }

    /// <param name="Table">What is walked along, and its alias.</param>
    /// <param name="Products">Joins the products to it.</param>
    /// <param name="Alias">Its alias.</param>
    /// <param name="Key">What is ordered by.</param>
    /// <param name="Id">What equal ones are ordered by.</param>
    /// <param name="Where">Conditions on what is walked along.</param>
    private sealed record Walked(string Table, string Products, string Alias, string Key, string Id, string Where);

    private QueryText Walk(Walked along, bool joinsWords)
    {
        _query.Append($"SELECT {ProductColumns.Read(_query, selection, list.Locales)}, {KeyColumn(along.Key)}\n  FROM {along.Table}");
        if (_query.Plan != PlanChoice.Once)
            _query.Append(along.Products);
        else if (along.Products.Length > 0)
            _query.LookUp("read.products", $"id = {along.Id}", along.Alias, "p");
        if (joinsWords)
            _query.JoinWords(list.Locales, "read.product_texts", "product_id", "p");
        return Page(along, "");
    }

    /// <summary>A list that is filtered by one thing and ordered by another, which no index serves both.</summary>
    private QueryText WalkOrSort(Walked along)
    {
        if (!list.Filter.Restricts || (list.Order == ProductOrder.Position && !(list.Filter with { CollectionId = null }).Restricts))
            return Walk(along, joinsWords: true);
        _few.Find(_query.Append("WITH "), list.Filter, list.StatusText)
            .Append($"\nSELECT {ProductColumns.Read(_query, selection, list.Locales)}, {KeyColumn("h.key")}")
            .Append($"\n  FROM ((SELECT {along.Key} AS key, {along.Id} AS id\n          FROM few f\n  ")
            // OFFSET keeps it a lookup by key: the planner would rather read a narrow table whole.
            .Append($"CROSS JOIN LATERAL (SELECT * FROM {along.Table} WHERE {along.Alias}.tenant_id = f.tenant_id AND {along.Id} = f.id{along.Where} OFFSET 0) {along.Alias}")
            .JoinWords(list.Locales, "read.product_texts", "product_id", "f");
        Order(along.Key, along.Id, $"\n WHERE {_few.AreFew}").Append($")\n        UNION ALL\n        (SELECT {along.Key}, {along.Id}\n          FROM {along.Table}{along.Products}")
            .JoinWords(list.Locales, "read.product_texts", "product_id", "p");
        Page(along, $" AND {_few.AreMany}");
        return _query.Append($")) h\n  JOIN read.products p ON p.tenant_id = {QueryText.Tenant} AND p.id = h.id")
            .JoinWords(list.Locales, "read.product_texts", "product_id", "p")
            .Append($"\n ORDER BY h.key{Direction}, h.id{Direction}");
    }

    /// <summary>From the cursor on, as far as the page reaches.</summary>
    private QueryText Page(Walked along, string where)
    {
        _query.Append($"\n WHERE {along.Alias}.tenant_id = {QueryText.Tenant}{along.Where}{Status(along.Alias)}{where}").Restrict(list.Filter);
        return Order(along.Key, along.Id);
    }

    private QueryText Order(string key, string id, string where = "")
    {
        _query.Append(where);
        if (page.Cursor is { } cursor)
            _query.Append($"\n   AND ({key}, {id}) {Beyond} ({KeyValue(cursor)}, {_query.Value(cursor.Id)})");
        return _query.Append($"\n ORDER BY {key}{Direction}, {id}{Direction} LIMIT {page.Limit}");
    }

    /// <summary>
    /// Titles of the first language merged with those of the next where the first has none. Each is walked in its own index; the next
    /// ones only as far as the page of the first reaches, since where everything is translated they hold nothing that counts. Those of few
    /// products are sorted instead.
    /// </summary>
    private QueryText Titles()
    {
        var locales = list.Locales.Select(l => _query.Value(l)).ToList();
        var (status, many) = (Status("d"), "");
        _query.Append("WITH ");
        if (list.Filter.Restricts)
        {
            _few.Find(_query, list.Filter, list.StatusText).Append(",\nsorted AS MATERIALIZED (\n    SELECT d.title, d.product_id, d.locale FROM few f").JoinWords(list.Locales, "read.product_texts", "product_id", "f");
            Order("d." + Title, "d.product_id", $"\n     WHERE {_few.AreFew}").Append("),\n");
            many = $" AND {_few.AreMany}";
        }

        for (var i = 0; i < locales.Count; i++)
        {
            _query.Append($"{(i == 0 ? "" : ",\n")}t{Number(i)} AS MATERIALIZED (\n    SELECT d.title, d.product_id, d.locale")
                .Append("\n      FROM read.product_texts d");
            if (list.Filter.Restricts)
                _query.Append(" JOIN read.products p ON p.tenant_id = d.tenant_id AND p.id = d.product_id");
            _query.Append($"\n     WHERE d.tenant_id = {QueryText.Tenant} AND d.locale = {locales[i]}{status}{many}").Restrict(list.Filter);
            if (i > 0)
                _query.Append($"""

                       AND NOT EXISTS (SELECT FROM read.product_texts b
                                        WHERE b.tenant_id = d.tenant_id AND b.product_id = d.product_id AND b.locale IN ({string.Join(", ", locales.Take(i))}))
                       AND d.{Title} {(_descending ? ">=" : "<=")} coalesce(
                               (SELECT f.title FROM t0 f ORDER BY f.{Title}{Direction} OFFSET {Number(int.Parse(page.Limit, CultureInfo.InvariantCulture) - 1)} LIMIT 1), {_query.Value(_descending ? "" : LastTitle)})
                    """);
            Order("d." + Title, "d.product_id").Append(")");
        }

        var parts = Enumerable.Range(0, locales.Count).Select(i => "t" + Number(i)).Concat(list.Filter.Restricts ? ["sorted"] : []);
        var all = string.Join(" UNION ALL ", parts.Select(part => $"SELECT * FROM {part}"));
        return _query.Append($"\nSELECT {ProductColumns.Read(_query, selection, list.Locales)}, NULL::bigint")
            .Append($"\n  FROM (SELECT u.* FROM ({all}) u ORDER BY u.{Title}{Direction}, u.product_id{Direction} LIMIT {page.Limit}) g")
            .Append($"\n  JOIN read.products p ON p.tenant_id = {QueryText.Tenant} AND p.id = g.product_id")
            .Append("\n  JOIN read.product_texts d ON d.tenant_id = p.tenant_id AND d.product_id = p.id AND d.locale = g.locale")
            .Append($"\n ORDER BY g.{Title}{Direction}, g.product_id{Direction}");
    }

    /// <summary>Candidates are ordered before anything of their products is read.</summary>
    private QueryText Searched(bool similar)
    {
        const string Product = "JOIN read.products o ON o.tenant_id = $1 AND o.id = c.product_id";
        var (key, join) = list.Order switch
        {
            ProductOrder.TitleAsc or ProductOrder.TitleDesc => ("o." + Title,
                "JOIN read.product_texts o ON o.tenant_id = $1 AND o.product_id = c.product_id AND o.locale = c.locale"),
            ProductOrder.PriceAsc or ProductOrder.PriceDesc => ("o.min_minor",
                $"JOIN read.product_prices o ON o.tenant_id = $1 AND o.product_id = c.product_id AND o.currency = {_query.Value(RequireCurrency())}"),
            ProductOrder.Position => ("o.position",
                $"JOIN read.collection_products o ON o.tenant_id = $1 AND o.product_id = c.product_id AND o.collection_id = {_query.Value(RequireCollection())}"),
            ProductOrder.UpdatedAtDesc => ("o.updated_at", Product),
            ProductOrder.BestMatch => ("c.rank", ""),
            _ => ("o.created_at", Product),
        };
        var candidates = ProductSearch.Call(_query, list.Search!, similar, list.Filter, list.Locales);
        var beyond = page.Cursor is { } cursor ? $"\n         WHERE ({key}, c.product_id) {Beyond} ({KeyValue(cursor)}, {_query.Value(cursor.Id)})" : "";
        return _query.Append($"SELECT {ProductColumns.Read(_query, selection, list.Locales)}, {(list.ByPrice || list.Order is ProductOrder.Position or ProductOrder.BestMatch ? "h.key" : "NULL::bigint")}")
            .Append($"\n  FROM (SELECT c.product_id, c.locale, {key} AS key\n          FROM {candidates} c {join}{beyond}")
            .Append($"\n         ORDER BY {key}{Direction}, c.product_id{Direction} LIMIT {page.Limit}) h")
            .Append($"\n  JOIN read.products p ON p.tenant_id = {QueryText.Tenant} AND p.id = h.product_id")
            .Append($"\n  JOIN read.product_texts d ON d.tenant_id = {QueryText.Tenant} AND d.product_id = h.product_id AND d.locale = h.locale")
            .Append($"\n ORDER BY h.key{Direction}, h.product_id{Direction}");
    }

    /// <summary>The key of a row, where the document does not hold it.</summary>
    private string KeyColumn(string key) => list.ByPrice || list.Order == ProductOrder.Position ? key : "NULL::bigint";

    private string Status(string driver)
    {
        if (list.StatusText is not { } status)
            return "";
        return driver == "m" ? $" AND p.status = {_query.Value(status)}" : $" AND {driver}.status = {_query.Value(status)}";
    }

    private string RequireCurrency() => list.PriceCurrency
        ?? throw new InvalidInputException("currency", "required", "currency is needed to order by price.");

    private Guid RequireCollection() => list.Filter.CollectionId
        ?? throw new InvalidInputException("orderBy", "collection", "orderBy can be POSITION with a collection in the filter only.");

    private string KeyValue(Cursor cursor)
    {
        switch (list.Order)
        {
            case ProductOrder.TitleAsc or ProductOrder.TitleDesc when StorableText.IsStorable(cursor.Key):
                return _query.Value(cursor.Key);
            case ProductOrder.PriceAsc or ProductOrder.PriceDesc or ProductOrder.Position when long.TryParse(cursor.Key, CultureInfo.InvariantCulture, out var number):
                return _query.Value(number);
            case ProductOrder.BestMatch when int.TryParse(cursor.Key, CultureInfo.InvariantCulture, out var bits) && float.IsFinite(BitConverter.Int32BitsToSingle(bits)):
                return _query.Value(BitConverter.Int32BitsToSingle(bits));
            case ProductOrder.CreatedAtAsc or ProductOrder.CreatedAtDesc or ProductOrder.UpdatedAtDesc
                when long.TryParse(cursor.Key, CultureInfo.InvariantCulture, out var ticks) && ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks:
                return _query.Time(new DateTimeOffset(ticks, TimeSpan.Zero));
            default:
                throw new InvalidInputException(page.Backward ? "before" : "after", "cursor", "The cursor does not come from this list in this order.");
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
