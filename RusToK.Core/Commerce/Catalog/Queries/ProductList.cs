using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Commerce.Catalog.Queries;

/// <summary>Which list of products, and in which order.</summary>
public sealed record ProductList
{
    public ProductFilter Filter { get; init; } = new();

    /// <summary>Words to search for; null for all products.</summary>
    public string? Search { get; init; }

    /// <summary>Null: newest first, or what fits best when there is a search.</summary>
    public ProductOrder? OrderBy { get; init; }

    /// <summary>Currency of an order by price; the filter's when null.</summary>
    public string? Currency { get; init; }

    /// <summary>Best first.</summary>
    public required IReadOnlyList<string> Locales { get; init; }

    internal ProductOrder Order => OrderBy ?? (Search is null ? ProductOrder.CreatedAtDesc : ProductOrder.BestMatch);

    internal string? PriceCurrency => Currency ?? Filter.Price?.Currency;

    /// <summary>Whether many ask for it: no words, no bounds of prices, and hardly any combination of filters.</summary>
    internal bool IsCommon => Search is null && Filter is { Status: ProductStatus.Active, Price: null, Vendors.Count: <= 1, Types.Count: <= 1, Tags.Count: <= 1 };

    /// <summary>The list a cursor belongs to.</summary>
    public string Name => $"products/{(Search is null ? "" : "search/")}{EnumText<ProductOrder>.Of(Order)}/{(ByPrice ? PriceCurrency : "")}";

    internal bool ByPrice => Order is ProductOrder.PriceAsc or ProductOrder.PriceDesc;

    internal bool ByTitle => Order is ProductOrder.TitleAsc or ProductOrder.TitleDesc;

    internal bool Descending => Order is ProductOrder.CreatedAtDesc or ProductOrder.UpdatedAtDesc or ProductOrder.TitleDesc or ProductOrder.PriceDesc or ProductOrder.BestMatch;

    internal string? StatusText => Filter.Status is { } status ? EnumText<ProductStatus>.Of(status) : null;
}
