namespace RusToK.Core.Commerce;

/// <summary>Names of the module in the database and in the event log.</summary>
internal static class CommerceSchema
{
    public const string Truth = "commerce";

    /// <summary>A product with its words, variants and prices: one aggregate, one order of events.</summary>
    public const string ProductAggregate = "product";

    /// <summary>The stock of one product, under the product's id, so that its events come in one stream with the product's.</summary>
    public const string InventoryAggregate = "inventory";

    public const string CollectionAggregate = "collection";
    public const string ProductCategoryAggregate = "product_category";
    public const string PriceListAggregate = "price_list";
    public const string LocationAggregate = "location";
    public const string OrderAggregate = "order";

    /// <summary>Under which the ids of deleted variants are remembered; a variant is no aggregate of its own.</summary>
    public const string DeletedVariant = "variant";
}
