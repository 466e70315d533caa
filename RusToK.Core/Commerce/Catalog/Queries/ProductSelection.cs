namespace RusToK.Core.Commerce.Catalog.Queries;

/// <summary>What of a product is read besides its columns: each costs something, and is read only when wanted.</summary>
[Flags]
public enum ProductSelection
{
    None = 0,

    /// <summary>The description, which may be long.</summary>
    Description = 1,

    /// <summary>Options and images.</summary>
    Head = 2,

    /// <summary>Variants with their prices.</summary>
    Variants = 4,

    /// <summary>Stock of the variants.</summary>
    Stock = 8,

    /// <summary>The price lists that are valid now, without which prices are the regular ones.</summary>
    PriceLists = 16,

    Collections = 32,

    Tags = 64,

    All = Description | Head | Variants | Stock | PriceLists | Collections | Tags,
}
