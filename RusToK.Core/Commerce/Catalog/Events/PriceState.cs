namespace RusToK.Core.Commerce.Catalog.Events;

/// <summary>One price of a variant.</summary>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Amount">The amount.</param>
/// <param name="CompareAt">The price it is compared with.</param>
/// <param name="PriceListId">The list it is in; null for the regular price.</param>
public sealed record PriceState(string Currency, decimal Amount, decimal? CompareAt = null, Guid? PriceListId = null);
