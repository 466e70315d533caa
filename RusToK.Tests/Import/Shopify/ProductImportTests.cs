using RusToK.Core.Commerce.Catalog.Prices.Commands;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Products.Commands;
using RusToK.Core.Commerce.Catalog.Variants;
using RusToK.Core.Commerce.Inventory;
using RusToK.Core.Commerce.Inventory.Commands;
using RusToK.Core.Errors;
using RusToK.Core.Import;
using Xunit;

namespace RusToK.Tests.Import.Shopify;

/// <summary>What becomes of a file's products, the first time and again.</summary>
public sealed class ProductImportTests(ShopifyHost host) : IClassFixture<ShopifyHost>
{
    [Fact]
    public async Task A_product_comes_with_everything_that_has_a_place_here()
    {
        var tenant = await host.NewTenantAsync();

        var (_, report) = await tenant.ImportAsync(Shirt().ToBytes());

        var product = await tenant.ProductAsync("shirt");
        Assert.Equal(
            ("Shirt", "shirt", "<p>Soft, \"really\"</p>", "Weaver", "Clothes", "Buy a shirt", "It is soft", ProductStatus.Active),
            (product.Title, product.Handle, product.Description, product.Vendor, product.Type, product.SeoTitle, product.SeoDescription, product.Status));
        Assert.Equal(["blue", "cotton"], product.Tags);
        Assert.Equal(["Size: S, M", "Colour: Red"], product.Options.Select(o => $"{o.Name}: {string.Join(", ", o.Values)}"));
        Assert.Equal(["https://x.test/1.png First", "https://x.test/2.png "], product.Images.Select(i => $"{i.Url} {i.Alt}"));
        Assert.Equal(
            [("S/Red", "S-1", "123", 200, InventoryPolicy.Continue, true, 7, 10.5m, (decimal?)12m), ("M/Red", "S-2", null, null, InventoryPolicy.Deny, false, 0, 11m, null)],
            product.Variants.Select(v => (
                string.Join('/', v.OptionValues), v.Sku, v.Barcode, v.WeightGrams, v.Policy, v.TracksInventory, v.OnHand, v.PriceIn("EUR")!.Amount, v.PriceIn("EUR")!.CompareAt)));
        Assert.Equal(("column", "no-place"), Assert.Single(report.SkippedBecause.Select(r => (r.Kind, r.Code))));
    }

    [Theory]
    [InlineData("true", "active", ProductStatus.Active)]
    [InlineData("false", "active", ProductStatus.Draft)]
    [InlineData("FALSE", "", ProductStatus.Draft)]
    [InlineData("true", "draft", ProductStatus.Draft)]
    [InlineData("true", "archived", ProductStatus.Archived)]
    public async Task Published_and_status_together_say_what_it_is(string published, string status, ProductStatus expected)
    {
        var tenant = await host.NewTenantAsync();

        await tenant.ImportAsync(new ProductCsv().Simple("a", "A", "1", ("Published", published), ("Status", status)).ToBytes());

        Assert.Equal(expected, (await tenant.ProductAsync("a")).Status);
    }

    [Fact]
    public async Task A_newer_file_brings_what_has_changed()
    {
        var tenant = await host.NewTenantAsync();
        await tenant.ImportAsync(Shirt().ToBytes());
        var before = await tenant.ProductAsync("shirt");

        var newer = new ProductCsv()
            .Add("shirt", ("Title", "Better shirt"), ("Body (HTML)", "new"), ("Vendor", "Weaver"), ("Tags", "blue"), ("Published", "false"), ("Option1 Name", "Size"), ("Option1 Value", "S"),
                ("Option2 Name", "Colour"), ("Option2 Value", "Red"), ("Variant SKU", "S-1b"), ("Variant Inventory Tracker", "shopify"), ("Variant Inventory Qty", "9"), ("Variant Price", "10.5"))
            .Add("shirt", ("Option1 Value", "M"), ("Option2 Value", "Red"), ("Variant SKU", "S-2"), ("Variant Price", "9"))
            .Add("shirt", ("Option1 Value", "L"), ("Option2 Value", "Blue"), ("Variant SKU", "S-3"), ("Variant Price", "13"), ("Variant Inventory Tracker", "shopify"), ("Variant Inventory Qty", "4"));
        var (_, report) = await tenant.ImportAsync(newer.ToBytes());

        var product = await tenant.ProductAsync("shirt");
        Assert.Equal((before.Id, "Better shirt", "new", null, ProductStatus.Draft), (product.Id, product.Title, product.Description, product.Type, product.Status));
        Assert.Empty(product.Images);
        Assert.Equal(["Size: S, M, L", "Colour: Red, Blue"], product.Options.Select(o => $"{o.Name}: {string.Join(", ", o.Values)}"));
        Assert.Equal(
            [("S-1b", 10.5m, null, 9), ("S-2", 9m, null, 0), ("S-3", 13m, (decimal?)null, 4)],
            product.Variants.Select(v => (v.Sku, v.PriceIn("EUR")!.Amount, v.PriceIn("EUR")!.CompareAt, v.OnHand)));
        Assert.Equal((1, 1, 1, 0), Of(report, "variant"));
        Assert.Equal(1, report.CountsOf("product").Updated);
        Assert.All(report.Counts, c => Assert.True(c.IsComplete, c.ToString()));
    }

    [Fact]
    public async Task What_was_edited_here_stays_unless_the_file_shall_win()
    {
        var tenant = await host.NewTenantAsync();
        await tenant.ImportAsync(new ProductCsv().Simple("a", "A", "10").ToBytes());
        var product = await tenant.ProductAsync("a");
        await tenant.SendAsync(new SetPrices(product.Id, [new PriceChange(product.Variants[0].Id, "EUR", 7)]));

        var untouched = await tenant.ImportAsync(new ProductCsv().Simple("a", "A", "10").ToBytes());
        var raised = await tenant.ImportAsync(new ProductCsv().Simple("a", "B", "11").ToBytes());
        var kept = await tenant.ProductAsync("a");
        await tenant.ImportAsync(new ProductCsv().Simple("a", "B", "11").ToBytes(), new ImportMode(Overwrite: true));

        Assert.Equal(1, untouched.Report.CountsOf("product").Unchanged);
        Assert.Equal((1, 1), (raised.Report.CountsOf("product").Updated, raised.Report.CountsOf("price").Skipped));
        Assert.Equal(["edited-here"], raised.Report.NotedBecause.Select(r => r.Code));
        Assert.Equal(("B", 7m), (kept.Title, kept.Variants[0].PriceIn("EUR")!.Amount));
        Assert.Equal(11m, (await tenant.ProductAsync("a")).Variants[0].PriceIn("EUR")!.Amount);
    }

    [Fact]
    public async Task Pieces_that_were_sold_do_not_come_back_with_the_same_file()
    {
        var tenant = await host.NewTenantAsync();
        var file = new ProductCsv().Simple("a", "A", "10", ("Variant Inventory Tracker", "shopify"), ("Variant Inventory Qty", "5")).ToBytes();
        await tenant.ImportAsync(file);
        var variant = (await tenant.ProductAsync("a")).Variants[0].Id;
        await tenant.SendAsync<AdjustStock, IReadOnlyList<StockResult>>(new AdjustStock([new StockMove(variant, -2)], "sold"));

        await tenant.ImportAsync(file);

        Assert.Equal(3, (await tenant.ProductAsync("a")).Variants[0].OnHand);
    }

    [Fact]
    public async Task Stock_without_a_place_for_it_is_noted_and_comes_when_there_is_one()
    {
        var tenant = await host.NewTenantAsync(withLocation: false);
        var file = new ProductCsv().Simple("a", "A", "10", ("Variant Inventory Tracker", "shopify"), ("Variant Inventory Qty", "5")).ToBytes();

        var (_, report) = await tenant.ImportAsync(file);
        await tenant.SendAsync<CreateLocation, Location>(new CreateLocation { Name = "Warehouse" });
        await tenant.ImportAsync(file);

        Assert.Equal("stock", Assert.Single(report.NotedBecause).Code);
        Assert.Equal(5, (await tenant.ProductAsync("a")).Variants[0].OnHand);
    }

    [Fact]
    public async Task What_was_deleted_here_is_not_brought_back()
    {
        var tenant = await host.NewTenantAsync();
        var file = new ProductCsv().Simple("a", "A").ToBytes();
        await tenant.ImportAsync(file);
        await tenant.SendAsync(new DeleteProduct((await tenant.ProductAsync("a")).Id));

        var (_, report) = await tenant.ImportAsync(file);

        Assert.Equal(("product", "deleted-here"), report.SkippedBecause.Select(r => (r.Kind, r.Code)).First(r => r.Kind == "product"));
        Assert.Equal(0, await tenant.CountProductsAsync());
    }

    [Fact]
    public async Task A_dry_run_counts_and_writes_nothing()
    {
        var tenant = await host.NewTenantAsync();
        var events = await tenant.CountEventsAsync();

        var (_, report) = await tenant.ImportAsync(Shirt().ToBytes(), new ImportMode(DryRun: true));

        Assert.Equal((1, 2), (report.CountsOf("product").Imported, report.CountsOf("variant").Imported));
        Assert.Equal((events, 0), (await tenant.CountEventsAsync(), await tenant.CountProductsAsync()));
    }

    [Fact]
    public async Task An_interrupted_import_is_finished_by_the_next_one()
    {
        var tenant = await host.NewTenantAsync();
        var csv = new ProductCsv();
        for (var i = 0; i < 500; i++)
            csv.Simple($"p{i}", $"Product {i}", "3", ("Variant Inventory Tracker", "shopify"), ("Variant Inventory Qty", "2"));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ShopifyHost.Cancellation);
        var progress = new ImportProgress();
        var interrupted = tenant.ImportAsync(csv.ToBytes(), progress: progress, cancellation: stop.Token);
        await Eventually.HoldsAsync(() => progress.Entries > 20, ShopifyHost.Cancellation);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => interrupted);
        var there = await tenant.CountProductsAsync();

        var (_, report) = await tenant.ImportAsync(csv.ToBytes());

        Assert.InRange(there, 20, 499);
        Assert.Equal(500, await tenant.CountProductsAsync());
        Assert.Equal(500, report.CountsOf("product") is var c ? c.Imported + c.Unchanged + c.Updated : 0);
        for (var i = 0; i < 500; i += 7)
            Assert.Equal(2, (await tenant.ProductAsync($"p{i}")).Variants[0].OnHand);
    }

    [Fact]
    public async Task What_cannot_be_imported_has_a_reason_and_the_rest_comes()
    {
        var tenant = await host.NewTenantAsync();
        var csv = new ProductCsv()
            .Simple("good", "Good", "10", ("Variant SKU", "same"))
            .Simple("", "No handle")
            .Simple("untitled", "")
            .Simple("priced", "Priced", "ten")
            .Simple("twin", "Twin", "1", ("Variant SKU", "same"))
            .Simple("cheap", "Cheap", "5", ("Variant Compare At Price", "4"), ("Image Src", "javascript:alert(1)"))
            .Simple("good", "Good again")
            .Simple("Bad handle!", "Bad handle")
            .Add("sizes", ("Title", "Sizes"), ("Option1 Name", "Size"), ("Option1 Value", "S"), ("Variant Price", "1"))
            .Add("sizes", ("Option1 Value", "s"), ("Variant Price", "2"));

        var (_, report) = await tenant.ImportAsync(csv.ToBytes());

        Assert.All(report.Counts, c => Assert.True(c.IsComplete, c.ToString()));
        Assert.Equal(
            ["no-handle", "no-title", "number", "product-unique", "repeated"],
            report.SkippedBecause.Where(r => r.Kind == "product").Select(r => r.Code).Order());
        Assert.Equal(
            ["product-skipped", "repeated"], report.SkippedBecause.Where(r => r.Kind == "variant").Select(r => r.Code).Order());
        Assert.Equal("url", Assert.Single(report.SkippedBecause, r => r.Kind == "image").Code);
        Assert.Equal(["compare-at", "handle"], report.NotedBecause.Select(r => r.Code).Order());
        Assert.Equal("bad-handle", (await tenant.ProductAsync("Bad handle!")).Handle);
        Assert.Null((await tenant.ProductAsync("cheap")).Variants[0].PriceIn("EUR")!.CompareAt);
        Assert.Equal(4, await tenant.CountProductsAsync());
    }

    [Theory]
    [InlineData("EURO", "currency")]
    [InlineData("", "currency")]
    public async Task A_currency_that_is_none_is_refused(string currency, string field)
    {
        var tenant = await host.NewTenantAsync();

        var refusal = await Assert.ThrowsAsync<InvalidInputException>(() => tenant.ImportAsync(Shirt().ToBytes(), currency: currency));

        Assert.Equal(field, refusal.Field);
    }

    private static (long Imported, long Updated, long Unchanged, long Skipped) Of(ImportReport report, string kind)
    {
        var counts = report.CountsOf(kind);
        return (counts.Imported, counts.Updated, counts.Unchanged, counts.Skipped);
    }

    private static ProductCsv Shirt() => new ProductCsv()
        .Add("shirt", ("Title", "Shirt"), ("Body (HTML)", "<p>Soft, \"really\"</p>"), ("Vendor", "Weaver"), ("Type", "Clothes"), ("Tags", "cotton, blue"), ("Published", "true"),
            ("Option1 Name", "Size"), ("Option1 Value", "S"), ("Option2 Name", "Colour"), ("Option2 Value", "Red"), ("Variant SKU", "S-1"), ("Variant Grams", "200"),
            ("Variant Inventory Tracker", "shopify"), ("Variant Inventory Qty", "7"), ("Variant Inventory Policy", "continue"), ("Variant Price", "10.50"), ("Variant Compare At Price", "12"),
            ("Variant Barcode", "'123"), ("Image Src", "https://x.test/2.png"), ("Image Position", "2"), ("SEO Title", "Buy a shirt"), ("SEO Description", "It is soft"), ("Gift Card", "false"))
        .Add("shirt", ("Option1 Value", "M"), ("Option2 Value", "Red"), ("Variant SKU", "S-2"), ("Variant Price", "11"))
        .Add("shirt", ("Image Src", "https://x.test/1.png"), ("Image Position", "1"), ("Image Alt Text", "First"));
}
