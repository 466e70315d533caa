using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Commerce.Catalog.Prices;
using RusToK.Core.Commerce.Catalog.Prices.Commands;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Products.Commands;
using RusToK.Core.Commerce.Catalog.Variants;
using RusToK.Core.Commerce.Catalog.Variants.Commands;
using RusToK.Core.Content;
using RusToK.Core.Errors;
using Xunit;

namespace RusToK.Tests.Commerce;

public sealed class ProductCommandTests(CommerceHost host) : IClassFixture<CommerceHost>
{
    [Fact]
    public async Task An_active_product_is_created_and_published_in_two_versions()
    {
        var context = await host.NewTenantAsync();
        var product = await host.SendAsync(context, Shop.Sizes() with
        {
            Vendor = " Acme ",
            Tags = ["b", "a", "B"],
            Images = [new ProductImage("https://example.org/a.jpg", " ")],
        });

        Assert.Equal((ProductStatus.Active, 2L, "Acme"), (product.Status, product.Version, product.Vendor));
        Assert.Equal(product.CreatedAt, product.PublishedAt);
        Assert.Equal(["product.created", "product.published"], (await host.ReadLogAsync(context)).Where(e => e.AggregateId == product.Id).Select(e => e.Type));
        var created = Assert.Single(await host.EventsAsync<ProductCreated>(context));
        Assert.Equal(["a", "b"], created.Product.Tags);
        Assert.Null(created.Product.Images[0].Alt);
        Assert.Equal(["S", "M", "L"], created.Variants.Select(v => v.Variant.OptionValues[0]));
        Assert.Equal([0, 1, 2], created.Variants.Select(v => v.Variant.Position));
        Assert.All(created.Variants, v => Assert.Equal(new PriceState("EUR", 10), Assert.Single(v.Prices)));
    }

    [Fact]
    public async Task An_option_without_values_takes_those_of_the_variants()
    {
        var context = await host.NewTenantAsync();
        var product = await host.SendAsync(context, new CreateProduct
        {
            Translations = [Shop.Text("Mug")],
            Options = [new ProductOption("Colour", [])],
            Variants = [new VariantDraft { OptionValues = ["Red"] }, new VariantDraft { OptionValues = [" blue"] }],
        });
        Assert.Equal(["Red", "blue"], product.Options[0].Values);
    }

    [Fact]
    public async Task A_handle_is_made_of_the_title_and_made_unique_even_when_many_want_it_at_once()
    {
        var context = await host.NewTenantAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.SendAsync(context, Shop.Product("Blue Shirt"))));
        var handles = (await host.EventsAsync<ProductCreated>(context)).Select(e => e.Translations[0].Handle).ToList();
        Assert.Equal(8, handles.Distinct().Count());
        Assert.Contains("blue-shirt", handles);
        Assert.All(handles, h => Assert.StartsWith("blue-shirt", h, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_handle_the_caller_chose_is_refused_when_it_is_taken_in_the_language()
    {
        var context = await host.NewTenantAsync();
        await host.SendAsync(context, Shop.Product() with { Translations = [Shop.Text("One", handle: "shirt")] });
        var refused = await host.RefusedAsync<ConflictException, CreateProduct, ProductResult>(
            context, Shop.Product() with { Translations = [Shop.Text("Zwei", "de", "shirt"), Shop.Text("Two", handle: "Shirt")] });
        Assert.Equal("translations[1].handle:unique", Assert.Single(refused.Rules()));
    }

    [Fact]
    public async Task A_number_belongs_to_one_variant_of_the_tenant()
    {
        var (context, other) = (await host.NewTenantAsync(), await host.NewTenantAsync());
        await host.SendAsync(context, Shop.Product("One", Shop.Variant(sku: "SKU-1")));
        await host.SendAsync(other, Shop.Product("One", Shop.Variant(sku: "SKU-1")));
        var refused = await host.RefusedAsync<ConflictException, CreateProduct, ProductResult>(context, Shop.Product("Two", Shop.Variant(sku: "SKU-1")));
        Assert.Equal("variants[0].sku:unique", Assert.Single(refused.Rules()));

        var product = await host.SendAsync(context, Shop.Sizes());
        var added = await host.RefusedAsync<ConflictException, UpdateVariant, VariantResult>(
            context, new UpdateVariant(product.Id, await FirstVariantAsync(product.Id)) { Sku = "SKU-1" });
        Assert.Equal("sku:unique", Assert.Single(added.Rules()));
    }

    [Fact]
    public async Task An_id_has_one_life()
    {
        var context = await host.NewTenantAsync();
        var command = Shop.Product() with { Id = Guid.CreateVersion7() };
        await host.SendAsync(context, command);
        Assert.Equal("id:unique", Assert.Single((await host.RefusedAsync<ConflictException, CreateProduct, ProductResult>(
            context, command with { Variants = [Shop.Variant()] })).Rules()));
        await host.SendAsync(context, new DeleteProduct(command.Id!.Value));
        Assert.Equal("id:deleted", Assert.Single((await host.RefusedAsync<ConflictException, CreateProduct, ProductResult>(
            context, command with { Variants = [Shop.Variant()] })).Rules()));
        // Its variants' ids as well.
        Assert.Equal("variants[0].id:unique", Assert.Single((await host.RefusedAsync<ConflictException, CreateProduct, ProductResult>(
            context, command with { Id = Guid.CreateVersion7() })).Rules()));
    }

    [Fact]
    public async Task What_was_imported_is_refused_a_second_time()
    {
        var context = await host.NewTenantAsync();
        var external = new ExternalReference("shopify:test", "product", "ocean-blue-shirt");
        await host.SendAsync(context, Shop.Product() with { External = external });
        var refused = await host.RefusedAsync<ConflictException, CreateProduct, ProductResult>(context, Shop.Product() with { External = external });
        Assert.Equal("external:unique", Assert.Single(refused.Rules()));
    }

    [Fact]
    public async Task An_update_changes_what_is_set_and_leaves_the_rest()
    {
        var context = await host.NewTenantAsync();
        var product = await host.SendAsync(context, Shop.Sizes() with { Vendor = "Acme", Type = "Shirt", Tags = ["a"] });
        var after = await host.SendAsync(context, new UpdateProduct(product.Id) { Vendor = (string?)null, Tags = Change.To<IReadOnlyList<string>>(["z", "b"]) });
        Assert.Equal((null, "Shirt", 3L), (after.Vendor, after.Type, after.Version));
        Assert.Equal(["b", "z"], after.Tags);
        Assert.Equal(after, await host.SendAsync(context, new UpdateProduct(product.Id)), SameVersion);
    }

    [Fact]
    public async Task Options_keep_the_values_that_variants_have()
    {
        var context = await host.NewTenantAsync();
        var product = await host.SendAsync(context, Shop.Sizes());
        Task<InvalidInputException> RefusedAsync(params ProductOption[] options) => host.RefusedAsync<InvalidInputException, UpdateProduct, ProductResult>(
            context, new UpdateProduct(product.Id) { Options = Change.To<IReadOnlyList<ProductOption>>(options) });

        Assert.Equal("options:in-use", Assert.Single((await RefusedAsync()).Rules()));
        Assert.Equal("options[0].values:in-use", Assert.Single((await RefusedAsync(new ProductOption("Size", ["S", "M"]))).Rules()));
        var after = await host.SendAsync(context, new UpdateProduct(product.Id)
        {
            Options = Change.To<IReadOnlyList<ProductOption>>([new ProductOption("Fit", ["XS", "S", "M", "L"])]),
        });
        Assert.Equal("Fit", after.Options[0].Name);
    }

    [Theory]
    [InlineData("draft", "activate", "active")]
    [InlineData("draft", "archive", "archived")]
    [InlineData("draft", "deactivate", null)]
    [InlineData("draft", "restore", null)]
    [InlineData("active", "deactivate", "draft")]
    [InlineData("active", "archive", "archived")]
    [InlineData("active", "activate", null)]
    [InlineData("active", "restore", null)]
    [InlineData("archived", "restore", "draft")]
    [InlineData("archived", "activate", null)]
    [InlineData("archived", "deactivate", null)]
    [InlineData("archived", "archive", null)]
    public async Task A_product_moves_only_along_its_states(string from, string how, string? to)
    {
        var context = await host.NewTenantAsync();
        var product = await host.SendAsync(context, Shop.Product() with { Status = from == "active" ? ProductStatus.Active : ProductStatus.Draft });
        if (from == "archived")
            product = await host.SendAsync(context, new ArchiveProduct(product.Id));
        Task<Product> MoveAsync() => how switch
        {
            "activate" => host.SendAsync(context, new ActivateProduct(product.Id)),
            "deactivate" => host.SendAsync(context, new DeactivateProduct(product.Id)),
            "archive" => host.SendAsync(context, new ArchiveProduct(product.Id)),
            _ => host.SendAsync(context, new RestoreProduct(product.Id)),
        };

        if (to is not null)
        {
            var after = await MoveAsync();
            Assert.Equal((to, product.Version + 1), (after.Status.ToString().ToLowerInvariant(), after.Version));
            return;
        }

        var refused = await Assert.ThrowsAsync<ConflictException>(MoveAsync);
        Assert.Equal(("id", "transition"), (refused.Field, refused.Rule));
        Assert.Contains($"The product is {from};", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_that_was_seen_is_the_one_that_is_changed()
    {
        var context = await host.NewTenantAsync();
        var product = await host.SendAsync(context, Shop.Product());
        await host.SendAsync(context, new UpdateProduct(product.Id, ExpectedVersion: 2) { Vendor = "One" });
        var refused = await host.RefusedAsync<ConflictException, UpdateProduct, ProductResult>(context, new UpdateProduct(product.Id, 2) { Vendor = "Two" });
        Assert.Equal(("expectedVersion", "version"), (refused.Field, refused.Rule));
        Assert.Contains("at version 3", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_at_the_same_time_all_happen_one_after_the_other()
    {
        var context = await host.NewTenantAsync();
        var product = await host.SendAsync(context, Shop.Product());
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => host.SendAsync(context, new UpdateProduct(product.Id) { Vendor = $"Vendor {i}" })));
        Assert.Equal([1, 2, 3, 4, 5, 6], (await host.ReadLogAsync(context)).Where(e => e.AggregateId == product.Id).Select(e => (int)e.AggregateVersion));
    }

    [Fact]
    public async Task Words_come_and_go_by_language_and_the_last_ones_stay()
    {
        var context = await host.NewTenantAsync();
        var product = await host.SendAsync(context, Shop.Product("Shirt"));
        await host.SendAsync(context, new TranslateProduct(product.Id, Shop.Text("Hemd", "DE")));
        await host.SendAsync(context, new TranslateProduct(product.Id, Shop.Text("Ein Hemd", "de")));
        var told = await host.EventsAsync<ProductTranslationUpdated>(context);
        Assert.All(told, e => Assert.Equal(("de", "hemd"), (e.Locale, e.Text!.Handle)));
        await host.SendAsync(context, new RemoveProductTranslation(product.Id, "de"));
        Assert.Equal("locale:", Assert.Single((await host.RefusedAsync<NotFoundException, RemoveProductTranslation, ProductResult>(context, new(product.Id, "de"))).Rules()));
        Assert.Equal("locale:last-translation", Assert.Single((await host.RefusedAsync<ConflictException, RemoveProductTranslation, ProductResult>(context, new(product.Id, "en"))).Rules()));
    }

    [Fact]
    public async Task Variants_come_change_and_go_and_the_last_one_stays()
    {
        var context = await host.NewTenantAsync();
        var product = await host.SendAsync(context, Shop.Sizes() with { Options = [new ProductOption("Size", ["S", "M", "L", "XL"])] });
        var added = await host.SendAsync<CreateVariant, VariantResult>(context, new CreateVariant(product.Id, Shop.Variant(12) with { OptionValues = ["xl"] }));
        var created = Assert.Single(await host.EventsAsync<VariantCreated>(context));
        Assert.Equal((added.VariantId, 3, "XL"), (created.Variant.Id, created.Variant.Position, created.Variant.OptionValues[0]));

        Assert.Equal("variant.optionValues:unique", Assert.Single((await host.RefusedAsync<ConflictException, CreateVariant, VariantResult>(
            context, new CreateVariant(product.Id, Shop.Variant() with { OptionValues = ["S"] }))).Rules()));
        Assert.Equal("optionValues:unique", Assert.Single((await host.RefusedAsync<ConflictException, UpdateVariant, VariantResult>(
            context, new UpdateVariant(product.Id, added.VariantId) { OptionValues = Change.To<IReadOnlyList<string>>(["M"]) })).Rules()));

        await host.SendAsync<UpdateVariant, VariantResult>(context, new UpdateVariant(product.Id, added.VariantId) { WeightGrams = 300, Position = -1, Policy = InventoryPolicy.Continue });
        var updated = Assert.Single(await host.EventsAsync<VariantUpdated>(context)).Variant;
        Assert.Equal((300, -1, InventoryPolicy.Continue, "XL"), (updated.WeightGrams, updated.Position, updated.Policy, updated.OptionValues[0]));

        foreach (var variant in (await host.EventsAsync<ProductCreated>(context))[0].Variants)
            await host.SendAsync<DeleteVariant, VariantResult>(context, new DeleteVariant(product.Id, variant.Variant.Id));
        Assert.Equal("id:last-variant", Assert.Single((await host.RefusedAsync<ConflictException, DeleteVariant, VariantResult>(context, new(product.Id, added.VariantId))).Rules()));
    }

    [Fact]
    public async Task Prices_are_set_together_and_told_of_by_variant()
    {
        var context = await host.NewTenantAsync();
        var product = await host.SendAsync(context, Shop.Sizes());
        var variants = (await host.EventsAsync<ProductCreated>(context))[0].Variants.Select(v => v.Variant.Id).ToList();
        var after = await host.SendAsync(context, new SetPrices(product.Id,
        [
            new PriceChange(variants[0], "EUR", 12.5m, 15), new PriceChange(variants[0], "USD", 14), new PriceChange(variants[1], "EUR", null),
            new PriceChange(variants[2], "EUR", 10),
        ]));

        // The third has the price already: nothing to tell.
        Assert.Equal(product.Version + 2, after.Version);
        var told = (await host.EventsAsync<PriceUpdated>(context)).ToDictionary(e => e.VariantId);
        Assert.Equal([new PriceState("EUR", 12.5m, 15), new PriceState("USD", 14)], told[variants[0]].Prices);
        Assert.Empty(told[variants[1]].Prices);
    }

    [Fact]
    public async Task Prices_that_fit_nothing_are_refused_with_their_place()
    {
        var context = await host.NewTenantAsync();
        var product = await host.SendAsync(context, Shop.Sizes());
        var variant = await FirstVariantAsync(product.Id);
        var list = await host.SendAsync<CreatePriceList, PriceList>(context, new CreatePriceList { Name = "Sale", Currency = "USD" });
        var refused = await host.RefusedAsync<InvalidInputException, SetPrices, ProductResult>(context, new SetPrices(product.Id,
        [
            new PriceChange(Guid.CreateVersion7(), "EUR", 1),
            new PriceChange(variant, "EUR", 1, PriceListId: Guid.CreateVersion7()),
            new PriceChange(variant, "EUR", 1, PriceListId: list.Id),
        ]));
        Assert.Equal(["prices[0].variantId:exists", "prices[1].priceListId:exists", "prices[2].currency:price-list"], refused.Rules());

        var wrong = await host.RefusedAsync<InvalidInputException, SetPrices, ProductResult>(context, new SetPrices(product.Id,
        [
            new PriceChange(variant, "EUR", 2, 1), new PriceChange(variant, "EUR", 2), new PriceChange(variant, "USD", 1, 2, list.Id), new PriceChange(variant, "JPY", 1.5m),
        ]));
        Assert.Equal(["prices[0].compareAt:compare-at", "prices[1]:unique", "prices[2].compareAt:absent", "prices[3].amount:decimals"], wrong.Rules());
    }

    [Fact]
    public async Task What_is_reserved_cannot_be_deleted()
    {
        var context = await host.NewTenantAsync();
        var command = Shop.Sizes();
        var product = await host.SendAsync(context, command);
        await host.LocateAsync(context);
        var variant = command.Variants[0].Id!.Value;
        await host.StockAsync(context, (variant, 3));
        var order = await host.PlaceAsync(context, Shop.Order("k", (variant, 1)));

        Assert.Equal("id:in-use", Assert.Single((await host.RefusedAsync<ConflictException, DeleteProduct, ProductResult>(context, new(product.Id))).Rules()));
        Assert.Equal("id:in-use", Assert.Single((await host.RefusedAsync<ConflictException, DeleteVariant, VariantResult>(context, new(product.Id, variant))).Rules()));
        await host.SendAsync<Core.Commerce.Orders.Commands.CancelOrder, Core.Commerce.Orders.OrderResult>(context, new(order.Order.Id));
        await host.SendAsync<DeleteVariant, VariantResult>(context, new DeleteVariant(product.Id, variant));
        await host.SendAsync(context, new DeleteProduct(product.Id));
    }

    [Fact]
    public async Task Another_tenants_product_is_not_there()
    {
        var (context, other) = (await host.NewTenantAsync(), await host.NewTenantAsync());
        var product = await host.SendAsync(context, Shop.Product());
        await host.RefusedAsync<NotFoundException, UpdateProduct, ProductResult>(other, new UpdateProduct(product.Id) { Vendor = "Mine now" });
        await host.RefusedAsync<NotFoundException, DeleteProduct, ProductResult>(other, new DeleteProduct(product.Id));
        await host.RefusedAsync<NotFoundException, SetPrices, ProductResult>(other, new SetPrices(product.Id, [new PriceChange(Guid.CreateVersion7(), "EUR", 1)]));
    }

    private static bool SameVersion(Product one, Product other) => one.Version == other.Version;

    private Task<Guid> FirstVariantAsync(Guid product) =>
        host.ScalarAsync<Guid>("SELECT id FROM commerce.variants WHERE product_id = $1 ORDER BY position LIMIT 1", product);
}
