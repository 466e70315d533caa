using System.Globalization;
using Microsoft.VisualBasic.FileIO;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Embedded.Tools;
using Xunit;

namespace RusToK.Tests.Import.Shopify;

/// <summary>Shopify's sample catalogs, kept beside the repository because of their licence; compared with the file as another reader sees it.</summary>
public sealed class SampleFileTests(ShopifyHost host) : IClassFixture<ShopifyHost>
{
    [Theory]
    [InlineData("shopify-apparel.csv", 20, 22, 1, 20)]
    [InlineData("shopify-jewelery.csv", 20, 23, 3, 41)]
    public async Task Counts_of_each_kind_are_the_files_own(string name, int products, int variants, int options, int images)
    {
        var (path, records) = Read(name);
        var tenant = await host.NewTenantAsync();

        var (summary, report) = await tenant.ImportAsync(await File.ReadAllBytesAsync(path, ShopifyHost.Cancellation));

        Assert.Null(summary.Damage);
        Assert.Equal(
            (products, variants, variants, options, images),
            (records.Select(r => r["Handle"]).Distinct().Count(), records.Count(r => r["Option1 Value"].Length > 0), records.Count(r => r["Variant Price"].Length > 0),
                records.Count(r => r["Option1 Name"].Length > 0 && r["Option1 Name"] != "Title"), records.Count(r => r["Image Src"].Length > 0)));
        Assert.All(report.Counts, c => Assert.True(c.IsComplete, c.ToString()));
        foreach (var (kind, number) in new[] { ("product", products), ("variant", variants), ("price", variants), ("option", options), ("image", images) })
            Assert.Equal((number, number), (report.CountsOf(kind).InFile, report.CountsOf(kind).Imported));
        Assert.Equal(["column"], report.SkippedBecause.Select(r => r.Kind).Distinct());
        Assert.Equal(products, await tenant.CountProductsAsync());
    }

    [Theory]
    [InlineData("shopify-apparel.csv")]
    [InlineData("shopify-jewelery.csv")]
    public async Task Every_product_is_as_in_the_file(string name)
    {
        var (path, records) = Read(name);
        var tenant = await host.NewTenantAsync();

        await tenant.ImportAsync(await File.ReadAllBytesAsync(path, ShopifyHost.Cancellation));

        foreach (var file in records.GroupBy(r => r["Handle"]))
        {
            var product = await tenant.ProductAsync(file.Key);
            var first = file.First();
            Assert.Equal(
                (file.Key, first["Title"].Trim(), first["Body (HTML)"].Trim(), ProductStatus.Active),
                (product.Handle, product.Title, product.Description, product.Status));
            Assert.Equal((first["Vendor"], first["Type"]), (product.Vendor ?? "", product.Type ?? ""));
            Assert.Equal(first["Tags"].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), product.Tags);
            Assert.Equal(
                file.Where(r => r["Option1 Value"].Length > 0).Select(r => (Value: r["Option1 Value"] == "Default Title" ? "" : r["Option1 Value"],
                    decimal.Parse(r["Variant Price"], CultureInfo.InvariantCulture), r["Variant Compare At Price"].Length == 0 ? (decimal?)null : decimal.Parse(r["Variant Compare At Price"], CultureInfo.InvariantCulture))),
                product.Variants.Select(v => (string.Join('/', v.OptionValues), v.PriceIn("EUR")!.Amount, v.PriceIn("EUR")!.CompareAt)));
            Assert.Equal(
                file.Where(r => r["Image Src"].Length > 0).OrderBy(r => int.Parse(r["Image Position"], CultureInfo.InvariantCulture)).Select(r => r["Image Src"]),
                product.Images.Select(i => i.Url));
        }
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing()
    {
        var file = await File.ReadAllBytesAsync(Read("shopify-jewelery.csv").Path, ShopifyHost.Cancellation);
        var tenant = await host.NewTenantAsync();
        await tenant.ImportAsync(file);
        var events = await tenant.CountEventsAsync();

        var (_, report) = await tenant.ImportAsync(file);

        Assert.Equal((20, 23, 41), (report.CountsOf("product").Unchanged, report.CountsOf("variant").Unchanged, report.CountsOf("image").Unchanged));
        Assert.Equal(events, await tenant.CountEventsAsync());
    }

    private static (string Path, List<Dictionary<string, string>> Records) Read(string name)
    {
        var path = Path.GetFullPath(Path.Combine(RepositoryRoot.Path, "..", "shared/data", name));
        Assert.SkipUnless(File.Exists(path), $"{path} is not there; put Shopify's sample catalog beside the repository as shared/data/{name}.");
        using var parser = new TextFieldParser(path) { TextFieldType = FieldType.Delimited, HasFieldsEnclosedInQuotes = true, TrimWhiteSpace = false };
        parser.SetDelimiters(",");
        var columns = parser.ReadFields()!;
        var records = new List<Dictionary<string, string>>();
        while (!parser.EndOfData)
            records.Add(columns.Zip(parser.ReadFields()!).ToDictionary(c => c.First, c => c.Second));
        return (path, records);
    }
}
