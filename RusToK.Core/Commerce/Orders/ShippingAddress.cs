using RusToK.Core.Privacy;

namespace RusToK.Core.Commerce.Orders;

/// <summary>Where an order goes.</summary>
/// <param name="Country">ISO 3166-1 alpha-2 code.</param>
public sealed record ShippingAddress(
    [property: Confidential] string Name,
    [property: Confidential] string Line1,
    [property: Confidential] string? Line2,
    [property: Confidential] string City,
    [property: Confidential] string? Region,
    [property: Confidential] string? PostalCode,
    string Country,
    [property: Confidential] string? Phone = null)
{
    public override string ToString() => Printed.Of(this);
}
