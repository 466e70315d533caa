namespace RusToK.Core.Commerce.Orders;

/// <summary>Who places an order, as they say. A guest needs an e-mail address.</summary>
public sealed record ContactDraft(string? Email = null, string? Name = null, string? Phone = null);
