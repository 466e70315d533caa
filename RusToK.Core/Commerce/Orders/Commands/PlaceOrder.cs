using RusToK.Core.Commands;
using RusToK.Core.Privacy;

namespace RusToK.Core.Commerce.Orders.Commands;

/// <summary>What is ordered of one variant.</summary>
public sealed record OrderLineDraft(Guid VariantId, int Quantity);

/// <summary>
/// Places an order: reserves the pieces of all lines, or of none. The same key with the same request gives the same order again.
/// </summary>
[CommandName("commerce.place_order")]
public sealed record PlaceOrder : ICommand<OrderResult>
{
    /// <summary>The caller's name for this attempt, 1 to 255 characters, unique per tenant.</summary>
    [Confidential]
    public required string IdempotencyKey { get; init; }

    /// <summary>1 to 200, one a variant.</summary>
    public required IReadOnlyList<OrderLineDraft> Lines { get; init; }

    /// <summary>ISO 4217 code; every line needs a price in it.</summary>
    public required string Currency { get; init; }

    /// <summary>Language of the titles that the order remembers; the tenant's default when absent.</summary>
    public string? Locale { get; init; }

    /// <summary>The user whose order it is; null for a guest.</summary>
    public Guid? CustomerId { get; init; }

    public ContactDraft Contact { get; init; } = new();

    public ShippingAddress? ShippingAddress { get; init; }

    /// <summary>What the buyer writes to the merchant, at most 2000 characters.</summary>
    [Confidential]
    public string? Note { get; init; }

    public override string ToString() => Printed.Of(this);
}
