using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Orders;

/// <summary>One variant of an order, with what it was called and cost when it was ordered. It never changes.</summary>
public sealed record OrderLine : ITenantOwned
{
    public required Guid TenantId { get; init; }

    public required Guid OrderId { get; init; }

    /// <summary>From 1.</summary>
    public required int Position { get; init; }

    public required Guid ProductId { get; init; }

    public required Guid VariantId { get; init; }

    public string? Sku { get; init; }

    /// <summary>The product's title.</summary>
    public required string Title { get; init; }

    /// <summary>The variant's option values; empty where the product has no options.</summary>
    public required string VariantTitle { get; init; }

    public required int Quantity { get; init; }

    public required decimal UnitPrice { get; init; }

    public required decimal Total { get; init; }
}
