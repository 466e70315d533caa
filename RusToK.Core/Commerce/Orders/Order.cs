using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Orders;

/// <summary>What somebody bought. Who they are and where they live is in <see cref="OrderContact"/>.</summary>
public sealed record Order : ITenantOwned, IVersioned
{
    public required Guid TenantId { get; init; }

    public required Guid Id { get; init; }

    /// <summary>What people call it; unique per tenant. It tells nothing of how many orders there are.</summary>
    public required string Number { get; init; }

    public required OrderStatus Status { get; init; }

    /// <summary>The user who placed it; null for a guest.</summary>
    public Guid? CustomerId { get; init; }

    /// <summary>ISO 4217 code.</summary>
    public required string Currency { get; init; }

    public required decimal Total { get; init; }

    /// <summary>Pieces of all lines together.</summary>
    public required int ItemCount { get; init; }

    /// <summary>The payment provider's word for the payment.</summary>
    public string? PaymentReference { get; init; }

    public string? TrackingNumber { get; init; }

    /// <summary>The payment provider's word for the refund.</summary>
    public string? RefundId { get; init; }

    public string? CancelReason { get; init; }

    public required DateTimeOffset PlacedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required long Version { get; init; }
}
