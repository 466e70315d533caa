namespace RusToK.Benchmarks.Growth.Databases;

/// <summary>Where a process of the API has its products from.</summary>
internal enum Caching
{
    /// <summary>Its cache of products is off, so PostgreSQL answers each time; tenants are remembered.</summary>
    Nothing,

    /// <summary>Its memory, beside a Redis of its own.</summary>
    Products,
}
