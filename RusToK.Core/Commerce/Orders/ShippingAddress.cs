namespace RusToK.Core.Commerce.Orders;

/// <summary>Where an order goes.</summary>
/// <param name="Country">ISO 3166-1 alpha-2 code.</param>
public sealed record ShippingAddress(
    string Name, string Line1, string? Line2, string City, string? Region, string? PostalCode, string Country, string? Phone = null);
