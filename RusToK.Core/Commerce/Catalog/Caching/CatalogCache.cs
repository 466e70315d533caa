using System.Security.Cryptography;
using System.Text.Json;
using RusToK.Core.Caching;
using RusToK.Core.Commerce.Catalog.Queries;
using RusToK.Core.Content.Queries;

namespace RusToK.Core.Commerce.Catalog.Caching;

/// <summary>
/// What buyers are shown of the catalog: active products and first pages of them. Never a draft: what is put here was asked for as active.
/// Products are kept packed and handed out as copies, so that a page takes some 20 KB of memory whatever was read of it.
/// </summary>
internal sealed class CatalogCache(NamedCaches caches)
{
    public static readonly CacheDeclaration Declaration = new("products", IsShared: true);

    /// <summary>Longest text from outside that becomes part of a key.</summary>
    public const int MaxText = 255;

    /// <summary>Of an object with its references; a letter takes two more.</summary>
    private const int Overhead = 600;

    /// <summary>Of a place in a page.</summary>
    private const int PlaceOverhead = 100;

    /// <summary>What comes with price lists changes by the clock, when one begins or ends, and no event tells of it.</summary>
    private static readonly TimeSpan LifeOfPrices = TimeSpan.FromSeconds(10);

    public async ValueTask<ProductDocument?> ProductAsync(
        Guid tenantId, Guid id, IReadOnlyList<string> locales, ProductSelection selection, Func<CancellationToken, Task<ProductDocument?>> load,
        CancellationToken cancellationToken) =>
        (await Cache.GetAsync(
            tenantId, $"product:{id:N}:{Way(locales, selection)}", stop => PackedAsync(load, stop),
            product => Keep(product, [CatalogTags.Product(id), CatalogTags.Frame(tenantId)], selection), cancellationToken))?.Copy();

    /// <summary>Found in the best of the locales it is that product's as long as it does not change; otherwise any might come to stand before it.</summary>
    public async ValueTask<ProductDocument?> ProductByHandleAsync(
        Guid tenantId, string handle, IReadOnlyList<string> locales, ProductSelection selection, Func<CancellationToken, Task<ProductDocument?>> load,
        CancellationToken cancellationToken) =>
        (await Cache.GetAsync(
            tenantId, $"handle:{Way(locales, selection)}:{handle.ToLowerInvariant()}", stop => PackedAsync(load, stop),
            product => Keep(
                product,
                product is null ? [CatalogTags.Elsewhere(tenantId)]
                    : product.Locale == locales[0] ? [CatalogTags.Product(product.Id), CatalogTags.Frame(tenantId)]
                    : [CatalogTags.Product(product.Id), CatalogTags.Frame(tenantId), CatalogTags.Elsewhere(tenantId)],
                selection),
            cancellationToken))?.Copy();

    public async ValueTask<Page<ProductDocument>> ProductsAsync(
        Guid tenantId, ProductList list, int? first, int? last, ProductSelection selection, Func<CancellationToken, Task<Page<ProductDocument>>> load,
        CancellationToken cancellationToken) =>
        (await Cache.GetAsync(
            tenantId, "products:" + KeyOf(list, first, last, selection), async stop => (await load(stop)).Select(static product => product.Pack()),
            page => new Kept(page.Items.Sum(i => BytesOf(i.Item) + PlaceOverhead), [CatalogTags.Lists(tenantId)], Life: LifeOf(selection)), cancellationToken))
        .Select(static product => product.Copy());

    private NamedCache Cache => caches.Get(Declaration);

    private static async Task<ProductDocument?> PackedAsync(Func<CancellationToken, Task<ProductDocument?>> load, CancellationToken cancellationToken) =>
        (await load(cancellationToken))?.Pack();

    private static Kept Keep(ProductDocument? product, string[] tags, ProductSelection selection) => new(BytesOf(product), tags, product is null, LifeOf(selection));

    private static TimeSpan? LifeOf(ProductSelection selection) => selection.HasFlag(ProductSelection.PriceLists) ? LifeOfPrices : null;

    private static string Way(IReadOnlyList<string> locales, ProductSelection selection) => $"{(int)selection}:{string.Join(',', locales)}";

    private static string KeyOf(ProductList list, int? first, int? last, ProductSelection selection) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(
            new { list.Filter, list.OrderBy, list.Currency, list.Locales, first, last, selection }, CommerceJson.Options)));

    private static long BytesOf(ProductDocument? product) => product is null
        ? Overhead / 4
        : Overhead + (product.VariantsPacked?.Length ?? 0) + (2L * (product.Title.Length + Length(product.Description) + Length(product.HeadJson)
            + Length(product.StockJson) + Length(product.PriceListsJson) + (2 * Length(product.CollectionsJson))));

    private static int Length(string? text) => text?.Length ?? 0;
}
