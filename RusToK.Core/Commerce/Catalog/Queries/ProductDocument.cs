using System.Text.Json.Serialization;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Projection;

namespace RusToK.Core.Commerce.Catalog.Queries;

/// <summary>A product with its words in one language, as readers see it. What was not selected is empty.</summary>
public sealed record ProductDocument
{
    private IReadOnlyList<VariantDocument>? _variants;
    private IReadOnlyList<CollectionDocument>? _collections;
    private StoredHead? _head;

    public required Guid Id { get; init; }

    public required ProductStatus Status { get; init; }

    public string? Vendor { get; init; }

    public string? Type { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public Guid? CategoryId { get; init; }

    /// <summary>Some variant can be ordered.</summary>
    public required bool InStock { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required long Version { get; init; }

    /// <summary>The language served: the first of those asked for that the product has.</summary>
    public required string Locale { get; init; }

    public required string Title { get; init; }

    public required string Handle { get; init; }

    public string? SeoTitle { get; init; }

    public string? SeoDescription { get; init; }

    /// <summary>HTML; null when it was not selected.</summary>
    public string? Description { get; init; }

    [JsonInclude]
    internal string? HeadJson { get; init; }

    /// <summary>In UTF-8: half as much to keep, and nothing to convert before it is read.</summary>
    [JsonInclude]
    internal byte[]? VariantsJson { get; init; }

    /// <summary>Instead of the JSON, where the product is remembered.</summary>
    [JsonInclude]
    internal byte[]? VariantsPacked { get; init; }

    [JsonInclude]
    internal string? StockJson { get; init; }

    /// <summary>Ids of the price lists that are valid now, as a JSON array.</summary>
    [JsonInclude]
    internal string? PriceListsJson { get; init; }

    [JsonInclude]
    internal string? CollectionsJson { get; init; }

    [JsonIgnore]
    public IReadOnlyList<ProductOption> Options => Head.Options;

    [JsonIgnore]
    public IReadOnlyList<ProductImage> Images => Head.Images;

    /// <summary>In their order.</summary>
    [JsonIgnore]
    public IReadOnlyList<VariantDocument> Variants => _variants ??= ReadVariants();

    /// <summary>By title.</summary>
    [JsonIgnore]
    public IReadOnlyList<CollectionDocument> Collections =>
        _collections ??= CollectionsJson is null ? [] : CommerceJson.Read<List<CollectionDocument>>(CollectionsJson);

    private StoredHead Head => _head ??= HeadJson is null ? new StoredHead([], []) : CommerceJson.Read<StoredHead>(HeadJson);

    /// <summary>What the variants cost now, from the lowest to the highest; null when none has a price in the currency.</summary>
    public (PriceDocument Min, PriceDocument Max)? PriceRange(string currency)
    {
        (PriceDocument Min, PriceDocument Max)? range = null;
        foreach (var variant in Variants)
            if (variant.PriceIn(currency) is { } price)
                range = range is var (min, max)
                    ? (price.Amount < min.Amount ? price : min, price.Amount > max.Amount ? price : max)
                    : (price, price);
        return range;
    }

    /// <summary>The same in as little memory as may be.</summary>
    internal ProductDocument Pack() =>
        VariantsJson is null ? this : this with { VariantsJson = null, VariantsPacked = PackedVariants.Write(StoredVariants.Read(VariantsJson)) };

    /// <summary>The same for one reader: what is made of its parts when they are asked for goes when he goes.</summary>
    internal ProductDocument Copy() => this with { };

    private VariantDocument[] ReadVariants()
    {
        IReadOnlyList<StoredVariant> variants = VariantsPacked is not null ? PackedVariants.Read(VariantsPacked)
            : VariantsJson is not null ? StoredVariants.Read(VariantsJson) : [];
        if (variants.Count == 0)
            return [];
        var stock = StockJson is null ? null : CommerceJson.Read<Dictionary<Guid, int[]>>(StockJson);
        var lists = PriceListsJson is null ? null : CommerceJson.Read<HashSet<Guid>>(PriceListsJson);
        return [.. variants.Select(v => new VariantDocument(Id, v, Options, stock?.GetValueOrDefault(v.V.Id), lists))];
    }
}
