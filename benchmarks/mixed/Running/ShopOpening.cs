using System.Globalization;
using System.Security.Cryptography;
using RusToK.Benchmarks.Mixed.Customers;

namespace RusToK.Benchmarks.Mixed.Running;

/// <summary>
/// Opens tenants with a catalog, stock that no run empties, an editor and a buyer, all through the API, so that every row of them has its events and
/// has gone the way of everything else.
/// </summary>
/// <param name="api">Whom it asks.</param>
/// <param name="platformToken">Access token of the platform's administrator.</param>
internal sealed class ShopOpening(Administration api, string platformToken)
{
    private const int AtOnce = 8;
    private const int ProductsADocument = 10;
    private const int Pieces = 10_000_000;

    private const string Open = "mutation OpenTenant($input: CreateTenantInput!) { createTenant(input: $input) { tenant { id } } }";
    private const string Enrol = "mutation Enrol($input: CreateUserInput!) { createUser(input: $input) { user { id } } }";
    private const string Place = "mutation OpenWarehouse { createLocation(input: { name: \"Warehouse\" }) { id } }";
    private const string Stock = "mutation SetStock($input: SetStockInput!) { setStock(input: $input) { levels { variantId } } }";

    private static readonly string[] Things = ["fern", "trowel", "rose", "rake", "lantern", "notebook", "envelope", "calendar", "brush", "poster"];
    private static readonly string[] Looks = ["Shady", "Sunny", "Hardy", "Little", "Old", "Plain", "Marbled", "Bold", "Quiet", "Green"];
    private static readonly string[] Sizes = ["Small", "Large"];

    private readonly string _password = RandomNumberGenerator.GetHexString(20, lowercase: true);

    /// <returns>The busiest shop first.</returns>
    public async Task<IReadOnlyList<Shop>> OpenAsync(int tenants, int products, CancellationToken cancellationToken)
    {
        var shops = new Shop[tenants];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, tenants), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (number, stop) => shops[number] = await OpenAsync(string.Create(CultureInfo.InvariantCulture, $"shop-{number + 1}"), products, stop));
        return shops;
    }

    /// <summary>Signs both accounts of a shop in, anew.</summary>
    public async Task SignInAsync(Shop shop, CancellationToken cancellationToken)
    {
        shop.EditorToken = await api.SignInAsync(shop.Slug, "editor@example.test", _password, cancellationToken);
        shop.BuyerToken = await api.SignInAsync(shop.Slug, "buyer@example.test", _password, cancellationToken);
    }

    private async Task<Shop> OpenAsync(string slug, int products, CancellationToken cancellationToken)
    {
        await api.AskAsync("platform", Open, new { input = new { name = slug, slug, defaultLocale = "en" } }, platformToken, cancellationToken);
        foreach (var (name, role) in ((string, string)[])[("editor", "ADMIN"), ("buyer", "CUSTOMER")])
            await api.AskAsync(slug, Enrol, new { input = new { email = $"{name}@example.test", password = _password, role, displayName = name } }, platformToken, cancellationToken);
        var shop = new Shop(slug, [.. Enumerable.Range(0, products).Select(Product)]);
        await SignInAsync(shop, cancellationToken);
        await api.AskAsync(slug, Place, null, shop.EditorToken, cancellationToken);
        foreach (var some in shop.Products.Index().Chunk(ProductsADocument))
        {
            await CreateAsync(shop, some, cancellationToken);
            var counts = some.SelectMany(p => p.Item.Variants).Select(id => new { variantId = id, amount = Pieces });
            await api.AskAsync(slug, Stock, new { input = new { reason = "opening", counts } }, shop.EditorToken, cancellationToken);
        }

        return shop;
    }

    private Task CreateAsync(Shop shop, (int Index, ShopProduct Item)[] products, CancellationToken cancellationToken)
    {
        var parameters = string.Join(", ", products.Select(p => $"$p{p.Index}: CreateProductInput!"));
        var fields = string.Join(' ', products.Select(p => $"p{p.Index}: createProduct(input: $p{p.Index}) {{ id }}"));
        return api.AskAsync(
            shop.Slug, $"mutation FillShelves({parameters}) {{ {fields} }}",
            products.ToDictionary(p => string.Create(CultureInfo.InvariantCulture, $"p{p.Index}"), p => Input(p.Index, p.Item)), shop.EditorToken, cancellationToken);
    }

    private static object Input(int number, ShopProduct product) => new
    {
        id = product.Id,
        status = "ACTIVE",
        vendor = "Vendor 0",
        type = product.Word,
        options = new[] { new { name = "Size", values = Sizes } },
        translations = new[] { new { locale = "en", title = Title(number), handle = product.Handle, description = $"<p>A {product.Word} of ours, in two sizes.</p>" } },
        variants = product.Variants.Select((id, i) => new
        {
            id,
            sku = string.Create(CultureInfo.InvariantCulture, $"SKU-{number}-{i}"),
            optionValues = new[] { Sizes[i] },
            prices = new[] { new { currency = "EUR", amount = 10m + number + i } },
        }),
    };

    private static ShopProduct Product(int number) => new(
        Guid.CreateVersion7(), string.Create(CultureInfo.InvariantCulture, $"product-{number}"), Things[number % Things.Length], [Guid.CreateVersion7(), Guid.CreateVersion7()]);

    private static string Title(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{Looks[number / Things.Length % Looks.Length]} {Things[number % Things.Length]} {number + 1}");
}
