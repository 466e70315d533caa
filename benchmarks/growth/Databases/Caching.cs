namespace RusToK.Benchmarks.Growth.Databases;

/// <summary>Where a process of the API has its products from.</summary>
internal enum Caching
{
    /// <summary>Without Redis it hears of no changes, so it remembers no products: PostgreSQL answers each time.</summary>
    Nothing,

    /// <summary>Its memory, beside a Redis of its own.</summary>
    Products,
}
