using Microsoft.EntityFrameworkCore.Migrations;

namespace RusToK.Core.Persistence.Migrations;

/// <summary>
/// What the migration <c>Commerce</c> does besides what Entity Framework generates. When it is generated anew, its <c>Up</c> ends
/// with <see cref="AddCommerceScript"/> and its <c>Down</c> begins with <see cref="DropCommerceScript"/>.
/// </summary>
internal static class CommerceScript
{
    private static readonly string[] Truth =
    [
        "products", "product_translations", "variants", "prices", "list_prices", "price_lists", "product_categories",
        "product_category_translations", "collections", "collection_translations", "collection_products", "locations", "product_stock",
        "variant_stock", "stock_levels", "settings", "orders", "order_lines", "order_contacts", "order_keys", "reservations", "deleted_ids",
        "external_ids",
    ];

    private static readonly string[] ReadModels =
    [
        "products", "product_texts", "product_variants", "product_prices", "product_tags", "variant_stock", "product_stock", "collections",
        "collection_texts", "collection_rules", "collection_products", "product_categories", "product_category_names", "price_lists", "locations",
        "catalog_deleted", "orders",
    ];

    public static void AddCommerceScript(this MigrationBuilder migration)
    {
        migration.Sql(MigrationScript.Read("commerce.sql"));
        foreach (var table in Truth)
            migration.IsolateTenants("commerce." + table);
        foreach (var table in ReadModels)
            migration.IsolateReadModel("read." + table);
    }

    public static void DropCommerceScript(this MigrationBuilder migration) => migration.Sql($"""
        DROP FUNCTION read.search_products, read.search_product_titles, read.product_words, read.lexeme, read.fill_collection,
            read.apply_collection_rules, read.text_fits, read.number_fits, commerce.settle_reservations, commerce.place_order, commerce.price_of,
            commerce.move_stock, commerce.settle_stock, events.append;
        DROP TYPE commerce.resolved_line, events.origin;
        DROP TABLE {string.Join(", ", ReadModels.Select(t => "read." + t))};
        """);
}
