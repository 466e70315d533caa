using RusToK.Core.Privacy;

namespace RusToK.Core.Commerce.Orders;

/// <summary>Who places an order, as they say. A guest needs an e-mail address.</summary>
public sealed record ContactDraft([property: Confidential] string? Email = null, [property: Confidential] string? Name = null, [property: Confidential] string? Phone = null)
{
    public override string ToString() => Printed.Of(this);
}
