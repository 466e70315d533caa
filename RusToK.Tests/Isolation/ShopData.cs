using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Categories;
using RusToK.Core.Commerce.Catalog.Categories.Commands;
using RusToK.Core.Commerce.Catalog.Collections;
using RusToK.Core.Commerce.Catalog.Collections.Commands;
using RusToK.Core.Commerce.Catalog.Prices;
using RusToK.Core.Commerce.Catalog.Prices.Commands;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Products.Commands;
using RusToK.Core.Commerce.Inventory;
using RusToK.Core.Commerce.Inventory.Commands;
using RusToK.Core.Commerce.Orders;
using RusToK.Core.Commerce.Orders.Commands;
using RusToK.Core.Content;
using RusToK.Core.Identity;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Sessions;
using RusToK.Core.Identity.Sessions.Commands;
using RusToK.Core.Identity.Users;
using RusToK.Core.Identity.Users.Commands;
using RusToK.Core.Webhooks;
using RusToK.Core.Webhooks.Commands;
using RusToK.Tests.Commerce;
using RusToK.Tests.Fixtures;

namespace RusToK.Tests.Isolation;

/// <summary>Rows of a tenant in the tables of shops and accounts, each with the tenant's mark where there is room for one.</summary>
internal static class ShopData
{
    private const string Password = "a long enough secret";

    public static async Task FillAsync(ModuleHost host, CommandContext tenant, string mark)
    {
        await FillShopAsync(host, tenant, mark);
        await FillAccountsAsync(host, tenant, mark);
        await FillWebhooksAsync(host, tenant, mark);
    }

    private static async Task FillShopAsync(ModuleHost host, CommandContext tenant, string mark)
    {
        NameText[] names = [new NameText { Name = mark, Description = mark }];
        var category = (await host.SendAsync<CreateProductCategory, ProductCategoryResult>(tenant, new CreateProductCategory { Translations = names })).Category.Id;
        var variant = Shop.Variant(sku: mark);
        var product = (await host.SendAsync<CreateProduct, ProductResult>(tenant, Shop.Product(mark, variant) with
        {
            CategoryId = category,
            Vendor = mark,
            Tags = [mark],
            External = new ExternalReference(mark, "product", "1"),
        })).Product.Id;
        var list = (await host.SendAsync<CreatePriceList, PriceList>(tenant, new CreatePriceList { Name = mark, Currency = "EUR" })).Id;
        await host.SendAsync<SetPrices, ProductResult>(tenant, new SetPrices(product, [new PriceChange(variant.Id!.Value, "EUR", 9, PriceListId: list)]));
        var collection = (await host.SendAsync<CreateCollection, CollectionResult>(tenant, new CreateCollection { Translations = names })).Collection.Id;
        await host.SendAsync<AddCollectionProducts, CollectionResult>(tenant, new AddCollectionProducts(collection, [product]));
        await host.SendAsync<CreateCollection, CollectionResult>(tenant, new CreateCollection
        {
            Kind = CollectionKind.Rules,
            Translations = [new NameText { Name = mark + " by rules" }],
            Rules = [new CollectionRule(RuleField.Vendor, RuleRelation.Equals, mark)],
        });
        await host.SendAsync<SetLowStockThreshold, CommerceSettings>(tenant, new SetLowStockThreshold(3));
        await host.SendAsync<CreateLocation, Location>(tenant, new CreateLocation { Name = mark });
        await host.SendAsync<SetStock, IReadOnlyList<StockResult>>(tenant, new SetStock([new StockMove(variant.Id.Value, 10)], "counted"));
        await host.SendAsync<PlaceOrder, OrderResult>(tenant, Shop.Order(mark, (variant.Id.Value, 1)) with
        {
            Contact = new ContactDraft($"{mark}@example.test", mark),
            Note = mark,
        });
        var gone = (await host.SendAsync<CreateProduct, ProductResult>(tenant, Shop.Product("Gone " + mark))).Product.Id;
        await host.SendAsync<DeleteProduct, ProductResult>(tenant, new DeleteProduct(gone));
    }

    private static async Task FillWebhooksAsync(ModuleHost host, CommandContext tenant, string mark)
    {
        var created = await host.SendAsync<CreateWebhook, WebhookWithSecret>(tenant, new CreateWebhook($"https://example.test/{mark}", ["node.*"], mark));
        await host.ExecuteAsync("""
            WITH delivery AS (
                INSERT INTO webhooks.deliveries (tenant_id, id, endpoint_id, event_id, event_type, envelope)
                VALUES ($1, gen_random_uuid(), $2, gen_random_uuid(), 'node.created', $3::text::bytea) RETURNING tenant_id, id)
            INSERT INTO webhooks.attempts (tenant_id, delivery_id, number, at, seconds, outcome, response)
                SELECT tenant_id, id, 1, now(), 0.1, 'refused', $3 FROM delivery
            """, tenant.TenantId, created.Webhook.Id, mark);
        await host.ExecuteAsync("INSERT INTO webhooks.breakers (tenant_id, endpoint_id, failures) VALUES ($1, $2, 1)", tenant.TenantId, created.Webhook.Id);
        await host.ExecuteAsync("INSERT INTO usage.days (tenant_id, day, requests) VALUES ($1, current_date, 1)", tenant.TenantId);
    }

    private static async Task FillAccountsAsync(ModuleHost host, CommandContext tenant, string mark)
    {
        var email = $"{mark}@example.test";
        var user = await host.SendAsync<CreateUser, User>(tenant, new CreateUser(email, mark, Role.Customer, Password));
        await host.SendAsync<SignIn, SignedIn>(tenant, new SignIn(email, Password, ClientInfo.Unknown));
        await host.SendAsync<RequestPasswordReset, Done>(tenant, new RequestPasswordReset(email, ClientInfo.Unknown));
        await host.ExecuteAsync("""
            INSERT INTO identity.audit_log (tenant_id, id, operation_id, at, actor_id, actor_tenant_id, actor_role, operation, outcome)
            VALUES ($1, gen_random_uuid(), gen_random_uuid(), now(), $2, $1, 'super_admin', $3, 'done')
            """, tenant.TenantId, user.Id, mark);
    }
}
