using System.Net;
using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Products.Commands;
using RusToK.Tests.Commerce;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Rest;

public sealed class CatalogApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Active_products_come_with_variants_and_prices_and_drafts_never()
    {
        var tenant = await host.Modules.NewTenantAsync();
        var shirt = await CreateAsync(tenant, Shop.Sizes("A shirt", 12.5m) with { Vendor = "Weaver" });
        await CreateAsync(tenant, Shop.Product("A mug") with { Vendor = "Potter" });
        var draft = await CreateAsync(tenant, Shop.Product("A draft") with { Status = ProductStatus.Draft });
        await host.Modules.CatchUpAsync(tenant.TenantId);

        var all = await host.GetAsync(tenant.TenantId, "/api/products?orderBy=titleAsc");
        var one = await host.GetAsync(tenant.TenantId, $"/api/products/{shirt}?currency=EUR");

        Assert.Equal(["A mug", "A shirt"], all.Items().Select(p => p.Text("title")));
        Assert.Equal(["S", "M", "L"], one.GetProperty("variants").EnumerateArray().Select(v => v.GetProperty("optionValues")[0].GetString()));
        Assert.Equal(12.5m, one.GetProperty("variants")[0].GetProperty("prices")[0].GetProperty("amount").GetDecimal());
        Assert.Equal("A shirt", (await host.GetAsync(tenant.TenantId, "/api/products/a-shirt")).Text("title"));
        Assert.Equal("A mug", Assert.Single((await host.GetAsync(tenant.TenantId, "/api/products?vendor=Potter")).Items()).Text("title"));
        Assert.Equal("A shirt", Assert.Single((await host.GetAsync(tenant.TenantId, "/api/products?search=shirt")).Items()).Text("title"));
        Assert.Single((await host.GetAsync(tenant.TenantId, "/api/products?first=1")).Items());
        await host.RefusedAsync(tenant.TenantId, $"/api/products/{draft}", HttpStatusCode.NotFound);
        await host.RefusedAsync((await host.Modules.NewTenantAsync()).TenantId, $"/api/products/{shirt}", HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("?currency=XXY", "currency", "iso-4217")]
    [InlineData("?orderBy=cheapest", "orderBy", "one-of")]
    [InlineData("?collectionId=1", "collectionId", "uuid")]
    [InlineData("?inStock=maybe", "inStock", "boolean")]
    [InlineData("?first=101", "first", "page-size")]
    [InlineData("/a-shirt?locale=!!", "locale", "bcp47")]
    public async Task What_cannot_be_read_is_refused_with_field_and_rule(string path, string field, string rule)
    {
        var tenant = await host.Modules.NewTenantAsync();

        Assert.Equal(("VALIDATION", field, rule), await host.RefusedAsync(tenant.TenantId, "/api/products" + path, HttpStatusCode.BadRequest));
    }

    private async Task<Guid> CreateAsync(CommandContext tenant, CreateProduct product) =>
        (await host.Modules.SendAsync<CreateProduct, ProductResult>(tenant, product)).Product.Id;
}
