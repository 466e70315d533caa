using System.Text;
using RusToK.Core.Import.Shopify;
using RusToK.Core.Import.Shopify.Mapping;
using Xunit;

namespace RusToK.Tests.Import.Shopify;

/// <summary>Files that are no product CSV, or only half of one.</summary>
public sealed class ShopifyFormatTests
{
    [Theory]
    [InlineData("", 1, "empty")]
    [InlineData("Handle,Body\na,b\n", 1, "'Title' is missing")]
    [InlineData("Handle,Title,Title\na,b,c\n", 1, "'Title' is there twice")]
    [InlineData("Handle,Title\na,A\nb,x\"y\"\n", 3, "quotation mark")]
    public async Task A_file_that_breaks_a_rule_is_refused_with_line_and_rule(string text, int line, string rule)
    {
        var damage = await Assert.ThrowsAsync<ShopifyFormatException>(() => ReadAsync(Encoding.UTF8.GetBytes(text)));

        Assert.Equal(line, damage.Line);
        Assert.Contains(rule, damage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_are_named()
    {
        var damage = await Assert.ThrowsAsync<ShopifyFormatException>(() => ReadAsync([.. "Handle,Title\na,A\nb,"u8, 0xFF, 0xFE, .. "\n"u8]));

        Assert.Contains("UTF-8", damage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_quotation_mark_ends_at_a_bound()
    {
        var text = new StringBuilder("Handle,Title\na,\"A\nb,B\n").Append('x', 1_100_000);

        var damage = await Assert.ThrowsAsync<ShopifyFormatException>(() => ReadAsync(Encoding.UTF8.GetBytes(text.ToString())));

        Assert.Contains("quotation mark may be missing", damage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_byte_order_mark_and_lines_within_quotes_and_short_records_are_read()
    {
        var products = await ReadAsync([0xEF, 0xBB, 0xBF, .. "Handle,Title,Body (HTML)\r\na,A,\"one\ntwo\"\r\nb,B\r\n"u8]);

        Assert.Equal([("a", "A", "one\ntwo", 2), ("b", "B", "", 4)], products.Select(p => (p.Handle, p.Title, p.Rows[0][ShopifyColumns.Body], p.Line)));
    }

    [Fact]
    public async Task Records_past_the_bound_are_not_kept()
    {
        var csv = new ProductCsv().Simple("a", "A");
        for (var i = 0; i < ShopifyProduct.MaxRows + 10; i++)
            csv.Add("a", ("Image Src", $"https://x.test/{i}.png"));

        var product = Assert.Single(await ReadAsync(csv.ToBytes()));

        Assert.Equal((ShopifyProduct.MaxRows, true), (product.Rows.Count, product.IsCutOff));
        Assert.Equal("too-many-records", new ProductMapping("shopify:x", "en", "EUR").Map(product).Refusal!.Code);
    }

    [Fact]
    public async Task Damaged_files_end_in_products_and_a_place_whatever_the_damage()
    {
        var file = new ProductCsv().Simple("a", "A", "1", ("Image Src", "https://x.test/1.png")).Simple("b", "B, \"quoted\"", "2").Add("b", ("Variant Price", "3"), ("Option1 Value", "x")).ToBytes();
        var random = new Random(5);
        var mapping = new ProductMapping("shopify:x", "en", "EUR");
        for (var round = 0; round < 3_000; round++)
        {
            var damaged = file[..random.Next(1, file.Length)];
            for (var i = random.Next(6); i > 0; i--)
                damaged[random.Next(damaged.Length)] = random.Next(3) == 0 ? (byte)"\",\n\r"[random.Next(4)] : (byte)random.Next(256);
            try
            {
                foreach (var product in await ReadAsync(damaged))
                    Assert.True(mapping.Map(product) is { Product: not null } or { Refusal: not null });
            }
            catch (ShopifyFormatException error)
            {
                Assert.True(error.Line > 0);
            }
        }
    }

    private static async Task<List<ShopifyProduct>> ReadAsync(byte[] file)
    {
        using var stream = new MemoryStream(file);
        var products = new List<ShopifyProduct>();
        await foreach (var product in new ShopifyCsvReader(stream).ReadAsync(TestContext.Current.CancellationToken))
            products.Add(product);
        return products;
    }
}
