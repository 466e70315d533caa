namespace RusToK.Benchmarks.Mixed.Customers;

/// <summary>Somebody who wants something.</summary>
/// <param name="Kind">What.</param>
/// <param name="Shop">Of whom.</param>
/// <param name="Chance">A random number that all further choices follow from.</param>
internal readonly record struct Arrival(RequestKind Kind, Shop Shop, int Chance)
{
    public ShopProduct Product => Shop.Products[Chance % Shop.Products.Count];

    /// <summary>Whether a reader's answer is read whole, which the answers of writers always are.</summary>
    public bool IsSample => Chance / Shop.Products.Count % 16 == 0;
}
