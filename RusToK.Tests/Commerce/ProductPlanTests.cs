using System.Globalization;
using System.Text.Json.Nodes;
using Npgsql;
using RusToK.Benchmarks.Catalog;
using RusToK.Core.Commerce.Catalog.Queries;
using RusToK.Core.Commerce.Orders;
using RusToK.Core.Commerce.Orders.Queries;
using RusToK.Core.Content.Queries;
using RusToK.Core.Persistence;
using Xunit;

namespace RusToK.Tests.Commerce;

/// <summary>
/// On a catalog of forty thousand products, as the API's login and under row-level security: every list walks its index from where the
/// page begins. No table is read whole, and nothing that grows with the catalog is sorted.
/// </summary>
public sealed class ProductPlanTests(ProductPlanTests.LargeCatalog catalog) : IClassFixture<ProductPlanTests.LargeCatalog>
{
    /// <summary>What a plan may look at or sort at most. A page is twenty of forty thousand.</summary>
    private const int FewRows = 3_000;

    public static TheoryData<string, string, ProductList> Lists => new()
    {
        { "newest", "products_created", new ProductList { Locales = ["en"] } },
        { "newest, of two languages", "products_created", new ProductList { Locales = ["de", "en"] } },
        { "oldest", "products_created", new ProductList { Locales = ["en"], OrderBy = ProductOrder.CreatedAtAsc } },
        { "drafts", "products_created", new ProductList { Locales = ["en"], Filter = new ProductFilter { Status = Core.Commerce.Catalog.Products.ProductStatus.Draft } } },
        { "updated", "products_updated", new ProductList { Locales = ["en"], OrderBy = ProductOrder.UpdatedAtDesc } },
        { "title", "product_texts_title", new ProductList { Locales = ["en"], OrderBy = ProductOrder.TitleAsc } },
        { "title backward", "product_texts_title", new ProductList { Locales = ["en"], OrderBy = ProductOrder.TitleDesc } },
        { "title of two languages", "product_texts_title", new ProductList { Locales = ["de", "en"], OrderBy = ProductOrder.TitleAsc } },
        { "price", "product_prices_min", new ProductList { Locales = ["en"], OrderBy = ProductOrder.PriceAsc, Currency = "EUR" } },
        { "price backward", "product_prices_min", new ProductList { Locales = ["en"], OrderBy = ProductOrder.PriceDesc, Currency = "EUR" } },
        { "vendor", "products_vendor", new ProductList { Locales = ["en"], Filter = new ProductFilter { Vendors = ["Vendor 7"] } } },
        { "vendor that is not there", "products_vendor", new ProductList { Locales = ["en"], Filter = new ProductFilter { Vendors = ["Nobody"] } } },
        { "type", "products_type", new ProductList { Locales = ["en"], Filter = new ProductFilter { Types = ["Mug"] } } },
        { "stock", "products_in_stock", new ProductList { Locales = ["en"], Filter = new ProductFilter { InStock = false } } },
        { "collection by hand", "collection_products_position", new ProductList { Locales = ["en"], OrderBy = ProductOrder.Position, Filter = new ProductFilter { CollectionId = LargeCatalog.IdOf("collection", 3) } } },
    };

    [Theory]
    [MemberData(nameof(Lists), DisableDiscoveryEnumeration = true)]
    public async Task A_list_walks_its_index(string what, string index, ProductList list)
    {
        foreach (var after in new[] { null, LargeCatalog.CursorOf(list) })
        {
            var page = PageRequest.Create(list.Name, 20, after, null, null);
            var query = new ProductListQuery(LargeCatalog.Tenant, list, page, ProductSelection.All).Build();
            Assert.Equal(list.Filter.Restricts || (list.ByTitle && list.Locales.Count > 1) ? PlanChoice.ForValues : PlanChoice.Once, query.Plan);
            var plan = await catalog.ExplainAsync(query, query.Plan);
            Assert.True(plan.Any(n => (string?)n["Index Name"] == index), $"{what}: {Indexes(plan)}");
            AssertSmall(plan, what);
            Assert.Equal(what.EndsWith("not there", StringComparison.Ordinal) ? 0 : 21, (double)plan[0]["Actual Rows"]!);
        }
    }

    public static TheoryData<string, ProductList> Narrow => new()
    {
        { "tag of many", new ProductList { Locales = ["en"], Filter = new ProductFilter { Tags = ["sale"] } } },
        { "tag of none", new ProductList { Locales = ["en"], Filter = new ProductFilter { Tags = ["nothing"] } } },
        { "category with those below", new ProductList { Locales = ["en"], Filter = new ProductFilter { CategoryId = LargeCatalog.IdOf("category", 1) } } },
        { "collection by rules", new ProductList { Locales = ["en"], Filter = new ProductFilter { CollectionId = LargeCatalog.IdOf("collection", 12) } } },
        { "vendor by title", new ProductList { Locales = ["en"], OrderBy = ProductOrder.TitleAsc, Filter = new ProductFilter { Vendors = ["Vendor 7"] } } },
        { "vendor by title of two languages", new ProductList { Locales = ["de", "en"], OrderBy = ProductOrder.TitleDesc, Filter = new ProductFilter { Vendors = ["Vendor 7"] } } },
        { "vendor by price", new ProductList { Locales = ["en"], OrderBy = ProductOrder.PriceDesc, Currency = "EUR", Filter = new ProductFilter { Vendors = ["Vendor 7"] } } },
        { "vendor by its last change", new ProductList { Locales = ["en"], OrderBy = ProductOrder.UpdatedAtDesc, Filter = new ProductFilter { Vendors = ["Vendor 7"] } } },
        { "vendor in a collection by hand", new ProductList { Locales = ["en"], OrderBy = ProductOrder.Position, Filter = new ProductFilter { CollectionId = LargeCatalog.IdOf("collection", 3), Vendors = ["Vendor 7"] } } },
        { "type by title", new ProductList { Locales = ["en"], OrderBy = ProductOrder.TitleAsc, Filter = new ProductFilter { Types = ["Mug"] } } },
        { "type by price", new ProductList { Locales = ["en"], OrderBy = ProductOrder.PriceAsc, Currency = "EUR", Filter = new ProductFilter { Types = ["Mug"] } } },
        { "price range", new ProductList { Locales = ["en"], Filter = new ProductFilter { Price = new PriceFilter("EUR", 20, 21) } } },
        { "everything at once", new ProductList { Locales = ["en"], Filter = new ProductFilter { Types = ["Mug"], Tags = ["blue"], InStock = true, Price = new PriceFilter("EUR", 20, 60) } } },
        { "search", new ProductList { Locales = ["en"], Search = "ocean shirt" } },
        { "search in a vendor", new ProductList { Locales = ["en"], Search = "cotton", Filter = new ProductFilter { Vendors = ["Vendor 7"] } } },
    };

    [Theory]
    [MemberData(nameof(Narrow), DisableDiscoveryEnumeration = true)]
    public async Task A_filter_reads_what_it_lets_through_and_no_table_whole(string what, ProductList list)
    {
        var page = PageRequest.Create(list.Name, 20, null, null, null);
        var plan = await catalog.ExplainAsync(new ProductListQuery(LargeCatalog.Tenant, list, page, ProductSelection.All).Build(), PlanChoice.ForValues);
        AssertSmall(plan, what);
        Assert.Equal(what.EndsWith("none", StringComparison.Ordinal), (double)plan[0]["Actual Rows"]! == 0);
    }

    [Theory]
    [MemberData(nameof(Narrow), DisableDiscoveryEnumeration = true)]
    public async Task A_filter_lets_the_same_through_whether_it_is_sorted_or_walked(string what, ProductList list)
    {
        var whole = PageRequest.Create(list.Name, 20, null, null, null);
        var sorted = await IdsAsync(list, whole, int.MaxValue - 1);
        Assert.Equal(sorted, await IdsAsync(list, whole, 0));
        if (list.Search is not null || sorted.Count == 0)
            return;
        var onwards = PageRequest.Create(list.Name, 7, LargeCatalog.CursorOf(list), null, null);
        Assert.Equal(await IdsAsync(list, onwards, int.MaxValue - 1), await IdsAsync(list, onwards, 0));
        Assert.DoesNotContain("none", what, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SKU-4711-1", false, true)]
    [InlineData("ocean shirt", false, true)]
    [InlineData("cotton", false, true)]
    [InlineData("crimsn lether", false, false)]
    [InlineData("crimsn lether", true, true)]
    public async Task A_search_reads_what_holds_its_words(string words, bool similar, bool finds)
    {
        var list = new ProductList { Locales = ["de", "en"], Search = words };
        var query = new ProductListQuery(LargeCatalog.Tenant, list, PageRequest.Create(list.Name, 20, null, null, null), ProductSelection.All).Build(similar);
        var (found, read) = await catalog.CountReadAsync(query);
        Assert.Equal(finds, found > 0);
        Assert.InRange(read, finds ? 1 : 0, ProductSearch.MaxCandidates + FewRows);
    }

    private Task<List<Guid>> IdsAsync(ProductList list, PageRequest page, int few) =>
        catalog.IdsAsync(new ProductListQuery(LargeCatalog.Tenant, list, page, ProductSelection.All, few).Build());

    [Theory]
    [InlineData("orders_placed", null, false)]
    [InlineData("orders_status_placed", OrderStatus.Paid, false)]
    [InlineData("orders_customer_placed", null, true)]
    public async Task Lists_of_orders_walk_their_indexes(string index, OrderStatus? status, bool mine)
    {
        await catalog.FillOrdersAsync();
        var filter = new OrderFilter { Status = status, CustomerId = mine ? LargeCatalog.IdOf("customer", 5) : null };
        foreach (var after in new[] { null, new Cursor(OrderQueries.List, new DateTimeOffset(2025, 1, 1, 2, 0, 0, TimeSpan.Zero).UtcTicks.ToString(CultureInfo.InvariantCulture), Guid.Empty).ToString() })
        {
            var plan = await catalog.ExplainAsync(OrderQueries.Build(LargeCatalog.Tenant, filter, PageRequest.Create(OrderQueries.List, 20, after, null, null)), PlanChoice.ForValues);
            Assert.True(plan.Any(n => (string?)n["Index Name"] == index), Indexes(plan));
            AssertSmall(plan, index);
        }
    }

    internal static void AssertSmall(List<JsonNode> plan, string what)
    {
        // What is never executed is there for lists of another size.
        foreach (var node in plan.Where(n => (double)n["Actual Loops"]! > 0))
        {
            var (type, rows) = ((string)node["Node Type"]!, ((double?)node["Actual Rows"] ?? 0) * ((double?)node["Actual Loops"] ?? 1));
            Assert.False(type.Contains("Seq Scan", StringComparison.Ordinal) && !Tiny.Contains((string?)node["Relation Name"]), $"{what}: {type} of {node["Relation Name"]}");
            Assert.False(type.Contains("Sort", StringComparison.Ordinal) && rows > FewRows, $"{what}: {type} of {rows} rows");
            Assert.False(rows > FewRows && type != "Bitmap Index Scan" && type != "BitmapAnd", $"{what}: {type} of {rows} rows");
            Assert.True(((double?)node["Rows Removed by Filter"] ?? 0) <= FewRows, $"{what}: {type} removed {node["Rows Removed by Filter"]} rows");
        }
    }

    /// <summary>Tables of a handful of rows, which PostgreSQL rightly reads whole.</summary>
    private static readonly HashSet<string?> Tiny = ["price_lists", "collections", "collection_texts", "collection_rules", "product_categories"];

    internal static string Indexes(IEnumerable<JsonNode> plan) => string.Join(", ", plan.Select(n => (string?)n["Index Name"] ?? (string)n["Node Type"]!));

    /// <summary>Forty thousand products of one tenant beside a thousand of another.</summary>
    public class LargeCatalog(Fixtures.SpineFixture spine) : IAsyncLifetime
    {
        public static readonly Guid Tenant = Guid.Parse("0198c0de-0000-7000-8000-0000000000aa");

        private readonly CommerceHost _host = new(spine);
        private NpgsqlDataSource? _app;
        private bool _hasOrders;

        public async ValueTask InitializeAsync()
        {
            await _host.InitializeAsync();
            await CatalogGenerator.FillAsync(_host.Superuser, Guid.CreateVersion7(), 1_000, CommerceHost.Cancellation);
            await CatalogGenerator.FillAsync(_host.Superuser, Tenant, 40_000, CommerceHost.Cancellation);
            await FillMoreAsync(_host);
            _app = NpgsqlDataSource.Create(_host.Database.App);
        }

        public async ValueTask DisposeAsync()
        {
            GC.SuppressFinalize(this);
            if (_app is not null)
                await _app.DisposeAsync();
            await _host.DisposeAsync();
        }

        /// <summary>Adds what else there is.</summary>
        private protected virtual Task FillMoreAsync(CommerceHost host) => Task.CompletedTask;

        /// <summary>As catalog.sql makes ids.</summary>
        public static Guid IdOf(string kind, long number)
        {
#pragma warning disable CA5351 // Nothing secret.
            var hash = Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(System.Text.Encoding.UTF8.GetBytes($"{Tenant}{kind}{number}")));
#pragma warning restore CA5351
            return Guid.ParseExact((1735689600000L + number * 1000).ToString("x12", CultureInfo.InvariantCulture) + "7" + hash[..3] + "8" + hash[3..6] + hash[6..18], "N");
        }

        /// <summary>A cursor in the middle of a list.</summary>
        public static string CursorOf(ProductList list)
        {
            var key = list.Order switch
            {
                ProductOrder.TitleAsc or ProductOrder.TitleDesc => "Modern Linen Lamp 20000",
                ProductOrder.PriceAsc or ProductOrder.PriceDesc => "10000",
                ProductOrder.Position => (20_003L * 1_048_576 / 2).ToString(CultureInfo.InvariantCulture),
                _ => new DateTimeOffset(2025, 1, 1, 5, 30, 0, TimeSpan.Zero).UtcTicks.ToString(CultureInfo.InvariantCulture),
            };
            return new Cursor(list.Name, key, IdOf("product", 20_000)).ToString();
        }

        public async Task FillOrdersAsync()
        {
            if (_hasOrders)
                return;
            _hasOrders = true;
            await _host.ExecuteAsync($"""
                INSERT INTO read.orders (tenant_id, id, number, status, customer_id, currency, total, item_count, lines, placed_at, updated_at, version)
                SELECT '{Tenant}', gen_random_uuid(), 'N' || n, (ARRAY['pending', 'paid', 'delivered', 'delivered', 'delivered'])[1 + n % 5],
                       CASE WHEN n % 2 = 0 THEN CASE WHEN n % 1000 = 0 THEN '{IdOf("customer", 5)}'::uuid ELSE gen_random_uuid() END END,
                       'EUR', 10, 1, '[]', timestamptz '2025-01-01 00:00:00+00' + n * interval '1 s', now(), 1
                  FROM generate_series(1, 20000) n;
                ANALYZE read.orders
                """);
        }

        /// <summary>All nodes of the plan, with what it met when it ran.</summary>
        internal async Task<List<JsonNode>> ExplainAsync(QueryText query, PlanChoice choice)
        {
            await using var connection = await _app!.OpenConnectionAsync(CommerceHost.Cancellation);
            await ExecuteAsync(connection, "BEGIN");
            await ExecuteAsync(connection, $"SELECT set_config('rustok.tenant_id', '{Tenant}', true){PlanSettings.Of(choice)}");
            await ExecuteAsync(connection, $"PREPARE list AS {query}");
            await using var command = new NpgsqlCommand($"EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE list({string.Join(", ", query.Parameters.Select(p => Literal(p.Value)))})", connection);
            var json = (string)(await command.ExecuteScalarAsync(CommerceHost.Cancellation))!;
            await ExecuteAsync(connection, "DEALLOCATE list");
            await ExecuteAsync(connection, "ROLLBACK");
            var nodes = new List<JsonNode>();
            Collect(JsonNode.Parse(json)![0]!["Plan"]!, nodes);
            return nodes;
        }

        /// <summary>Ids of the products of a list, in its order.</summary>
        internal async Task<List<Guid>> IdsAsync(QueryText query)
        {
            await using var connection = await _app!.OpenConnectionAsync(CommerceHost.Cancellation);
            return await IdsAsync(connection, query);
        }

        /// <summary>How many products there are, and how many rows of texts were read to find them, in functions too.</summary>
        internal async Task<(int Found, long Read)> CountReadAsync(QueryText query)
        {
            await using var connection = await _app!.OpenConnectionAsync(CommerceHost.Cancellation);
            await ExecuteAsync(connection, "BEGIN");
            // Those of the connection's last transactions are counted in it until they are written down.
            var before = await ReadAsync(connection);
            var found = await IdsAsync(connection, query);
            var read = await ReadAsync(connection) - before;
            await ExecuteAsync(connection, "ROLLBACK");
            return (found.Count, read);
        }

        private static async Task<long> ReadAsync(NpgsqlConnection connection)
        {
            await using var command = new NpgsqlCommand(
                "SELECT coalesce(sum(seq_tup_read + idx_tup_fetch), 0)::bigint FROM pg_stat_xact_all_tables WHERE schemaname = 'read' AND relname = 'product_texts'", connection);
            return (long)(await command.ExecuteScalarAsync(CommerceHost.Cancellation))!;
        }

        private static async Task<List<Guid>> IdsAsync(NpgsqlConnection connection, QueryText query)
        {
            await using var batch = connection.CreateTenantBatch(Tenant);
            batch.Add(query.ToString(), [.. query.Parameters]);
            await using var reader = await batch.ExecuteTenantReaderAsync(CommerceHost.Cancellation);
            var ids = new List<Guid>();
            while (await reader.ReadAsync(CommerceHost.Cancellation))
                ids.Add(reader.GetGuid(0));
            return ids;
        }

        private static void Collect(JsonNode node, List<JsonNode> into)
        {
            into.Add(node);
            foreach (var child in node["Plans"]?.AsArray() ?? [])
                Collect(child!, into);
        }

        private static string Literal(object? value) => value switch
        {
            null or DBNull => "NULL",
            string[] texts => $"ARRAY[{string.Join(", ", texts.Select(t => Literal(t)))}]::text[]",
            DateTime time => $"'{time:O}'",
            bool flag => flag ? "true" : "false",
            IFormattable number and not Guid => number.ToString(null, CultureInfo.InvariantCulture),
            _ => $"'{value.ToString()!.Replace("'", "''", StringComparison.Ordinal)}'",
        };

        private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(CommerceHost.Cancellation);
        }
    }
}
