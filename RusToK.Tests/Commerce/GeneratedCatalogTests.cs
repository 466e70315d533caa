using Npgsql;
using RusToK.Benchmarks.Catalog;
using RusToK.Core.Commerce;
using RusToK.Core.Commerce.Catalog.Collections;
using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Variants;
using RusToK.Core.Commerce.Inventory.Events;
using RusToK.Core.Commerce.Money;
using RusToK.Core.Content.Events;
using RusToK.Core.Content.Text;
using RusToK.Core.Events;
using Xunit;

namespace RusToK.Tests.Commerce;

/// <summary>The generator of large catalogs writes what the projection would have written.</summary>
public sealed class GeneratedCatalogTests(CommerceHost host) : IClassFixture<CommerceHost>
{
    private readonly Guid _tenant = Guid.CreateVersion7();

    [Fact]
    public async Task A_generated_catalog_is_row_for_row_the_projections()
    {
        await CatalogGenerator.FillAsync(host.Superuser, _tenant, 400, CommerceHost.Cancellation);
        var generated = await host.HashReadModelsAsync();
        var events = await EventsAsync();

        await host.EmptyReadModelsAsync();
        foreach (var piece in events.Chunk(100))
            await host.ProjectAsync(piece);

        Assert.All(host.Projections[0].Tables.Where(t => t is not "read.catalog_deleted" and not "read.price_lists"), t => Assert.NotEqual("0:", generated[t]));
        Assert.Equal(generated.Select(t => $"{t.Key} {t.Value}"), (await host.HashReadModelsAsync()).Select(t => $"{t.Key} {t.Value}"));
    }

    /// <summary>The log that the generated truth would have had.</summary>
    private async Task<List<EventEnvelope>> EventsAsync()
    {
        var events = new List<EventEnvelope>();
        void Add(IEvent @event, string aggregate, Guid id, long version) => events.Add(new EventEnvelope
        {
            Id = Guid.CreateVersion7(),
            Type = @event.GetType().GetCustomAttributes(typeof(EventTypeAttribute), false).Cast<EventTypeAttribute>().Single().Type,
            SchemaVersion = 1,
            TenantId = _tenant,
            AggregateType = aggregate,
            AggregateId = id,
            AggregateVersion = version,
            CorrelationId = Guid.Empty,
            OccurredAt = default,
            Payload = EventTypeRegistry.Serialize(@event),
        });

        var start = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var location = (await RowsAsync("SELECT id FROM commerce.locations WHERE tenant_id = $1", r => r.GetGuid(0)))[0];
        Add(new LocationCreated(new LocationState("Warehouse", 0, true, start, start)), CommerceSchema.LocationAggregate, location, 1);
        foreach (var (id, parent, position) in await RowsAsync("SELECT id, parent_id, position FROM commerce.product_categories WHERE tenant_id = $1", r => (r.GetGuid(0), r.GuidOrNull(1), r.GetInt32(2))))
            Add(new ProductCategoryCreated(new ProductCategoryState(parent, position, [new NameState("en", $"Category {position}", $"category-{position}")], start, start)), CommerceSchema.ProductCategoryAggregate, id, 1);

        var variants = (await RowsAsync("""
            SELECT v.product_id, v.id, v.position, v.sku, v.option_values, v.weight_grams, v.created_at, p.amount, s.on_hand
              FROM commerce.variants v JOIN commerce.prices p ON p.variant_id = v.id JOIN commerce.variant_stock s ON s.variant_id = v.id WHERE v.tenant_id = $1 ORDER BY v.position
            """,
            r => (Product: r.GetGuid(0), State: new VariantState(r.GetGuid(1), r.GetInt32(2), r.GetString(3), null, r.GetFieldValue<string[]>(4), r.GetInt32(5),
                InventoryPolicy.Deny, true, null, r.GetFieldValue<DateTimeOffset>(6), r.GetFieldValue<DateTimeOffset>(6)),
                Price: Currencies.FromMinor("EUR", Currencies.ToMinor("EUR", r.GetDecimal(7))), OnHand: r.GetInt32(8)))).ToLookup(v => v.Product);
        foreach (var (id, state, text, version) in await RowsAsync("""
            SELECT p.id, p.status, p.vendor, p.type, p.tags, p.category_id, p.options::text, p.images::text, p.published_at, p.created_at, t.title, t.handle, t.description, p.version
              FROM commerce.products p JOIN commerce.product_translations t ON t.product_id = p.id WHERE p.tenant_id = $1
            """,
            r => (r.GetGuid(0),
                new ProductState(EnumText<ProductStatus>.Parse(r.GetString(1)), r.GetString(2), r.GetString(3), r.GetFieldValue<string[]>(4), r.GetGuid(5),
                    CommerceJson.Read<List<ProductOption>>(r.GetString(6)), CommerceJson.Read<List<ProductImage>>(r.GetString(7)), r.TimeOrNull(8),
                    r.GetFieldValue<DateTimeOffset>(9), r.GetFieldValue<DateTimeOffset>(9)),
                new ProductTextState("en", r.GetString(10), r.GetString(11), r.GetString(12), null, null, r.GetFieldValue<DateTimeOffset>(9)), r.GetInt64(13))))
        {
            Add(new ProductCreated(state, [text], [.. variants[id].Select(v => new PricedVariant(v.State, [new PriceState("EUR", v.Price)]))]), CommerceSchema.ProductAggregate, id, 1);
            if (version == 2)
                Add(new ProductPublished(state), CommerceSchema.ProductAggregate, id, 2);
            foreach (var v in variants[id])
                Add(new InventoryAdjusted(v.State.Id, v.OnHand, 0, [new LevelState(location, v.OnHand, 0)], v.OnHand, 0, "counted", null, v.OnHand < 5, state.CreatedAt),
                    CommerceSchema.InventoryAggregate, id, v.State.Position + 1);
        }

        var places = (await RowsAsync("SELECT collection_id, product_id, position FROM commerce.collection_products WHERE tenant_id = $1", r => (Collection: r.GetGuid(0), Place: new CollectionPlace(r.GetGuid(1), r.GetInt64(2))))).ToLookup(p => p.Collection);
        foreach (var (id, kind, rules, title, handle) in await RowsAsync("""
            SELECT c.id, c.kind, c.rules::text, t.title, t.handle FROM commerce.collections c JOIN commerce.collection_translations t ON t.collection_id = c.id WHERE c.tenant_id = $1
            """, r => (r.GetGuid(0), EnumText<CollectionKind>.Parse(r.GetString(1)), CommerceJson.Read<List<CollectionRule>>(r.GetString(2)), r.GetString(3), r.GetString(4))))
        {
            Add(new CollectionCreated(new CollectionState(kind, true, rules, [new NameState("en", title, handle)], start, start)), CommerceSchema.CollectionAggregate, id, 1);
            if (kind == CollectionKind.Manual)
                Add(new CollectionProductsChanged([.. places[id].Select(p => p.Place)], [], start), CommerceSchema.CollectionAggregate, id, 2);
        }

        return events;
    }

    private async Task<List<T>> RowsAsync<T>(string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var command = host.Superuser.CreateCommand(sql);
        command.Parameters.Add(Sql.Id(_tenant));
        await using var reader = await command.ExecuteReaderAsync(CommerceHost.Cancellation);
        var rows = new List<T>();
        while (await reader.ReadAsync(CommerceHost.Cancellation))
            rows.Add(read(reader));
        return rows;
    }
}
