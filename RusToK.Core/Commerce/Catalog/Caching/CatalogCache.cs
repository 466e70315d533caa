using System.Security.Cryptography;
using System.Text.Json;
using RusToK.Core.Caching;
using RusToK.Core.Commerce.Catalog.Queries;
using RusToK.Core.Content.Queries;

namespace RusToK.Core.Commerce.Catalog.Caching;

/// <summary>What buyers are shown of the catalog: active products and first pages of them. Never a draft: what is put here was asked for as active.</summary>
internal sealed class CatalogCache(NamedCaches caches)
{
    public static readonly CacheDeclaration Declaration = new("products", IsShared: true);

    /// <summary>Longest text from outside that becomes part of a key.</summary>
    public const int MaxText = 255;

    /// <summary>Of an object with its references; a letter takes two more.</summary>
    private const int Overhead = 600;

    /// <summary>Of a byte of stored variants: itself, and what is made of it when they are read.</summary>
    private const long VariantsWeight = 3;

    /// <summary>What comes with price lists changes by the clock, when one begins or ends, and no event tells of it.</summary>
    private static readonly TimeSpan LifeOfPrices = TimeSpan.FromSeconds(10);

    public ValueTask<ProductDocument?> ProductAsync(
        Guid tenantId, Guid id, IReadOnlyList<string> locales, ProductSelection selection, Func<CancellationToken, Task<ProductDocument?>> load,
        CancellationToken cancellationToken) =>
        Cache.GetAsync(
            tenantId, $"product:{id:N}:{Way(locales, selection)}", load,
            product => Keep(product, [CatalogTags.Product(id), CatalogTags.Frame(tenantId)], selection), cancellationToken);

    /// <summary>Found in the best of the locales it is that product's as long as it does not change; otherwise any might come to stand before it.</summary>
    public ValueTask<ProductDocument?> ProductByHandleAsync(
        Guid tenantId, string handle, IReadOnlyList<string> locales, ProductSelection selection, Func<CancellationToken, Task<ProductDocument?>> load,
        CancellationToken cancellationToken) =>
        Cache.GetAsync(
            tenantId, $"handle:{Way(locales, selection)}:{handle.ToLowerInvariant()}", load,
            product => Keep(
                product,
                product is null ? [CatalogTags.Elsewhere(tenantId)]
                    : product.Locale == locales[0] ? [CatalogTags.Product(product.Id), CatalogTags.Frame(tenantId)]
                    : [CatalogTags.Product(product.Id), CatalogTags.Frame(tenantId), CatalogTags.Elsewhere(tenantId)],
                selection),
            cancellationToken);

    public ValueTask<Page<ProductDocument>> ProductsAsync(
        Guid tenantId, ProductList list, int? first, int? last, ProductSelection selection, Func<CancellationToken, Task<Page<ProductDocument>>> load,
        CancellationToken cancellationToken) =>
        Cache.GetAsync(
            tenantId, "products:" + KeyOf(list, first, last, selection), load,
            page => new Kept(page.Items.Sum(i => BytesOf(i.Item) + 100), [CatalogTags.Lists(tenantId)], Life: LifeOf(selection)), cancellationToken);

    private NamedCache Cache => caches.Get(Declaration);

    private static Kept Keep(ProductDocument? product, string[] tags, ProductSelection selection) => new(BytesOf(product), tags, product is null, LifeOf(selection));

    private static TimeSpan? LifeOf(ProductSelection selection) => selection.HasFlag(ProductSelection.PriceLists) ? LifeOfPrices : null;

    private static string Way(IReadOnlyList<string> locales, ProductSelection selection) => $"{(int)selection}:{string.Join(',', locales)}";

    private static string KeyOf(ProductList list, int? first, int? last, ProductSelection selection) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(
            new { list.Filter, list.OrderBy, list.Currency, list.Locales, first, last, selection }, CommerceJson.Options)));

    private static long BytesOf(ProductDocument? product) => product is null
        ? Overhead / 4
        : Overhead + (VariantsWeight * (product.VariantsJson?.Length ?? 0)) + (2L * (product.Title.Length + Length(product.Description) + Length(product.HeadJson)
            + Length(product.StockJson) + Length(product.PriceListsJson) + (2 * Length(product.CollectionsJson))));

    private static int Length(string? text) => text?.Length ?? 0;
}
