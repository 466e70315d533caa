namespace RusToK.Core.Commerce.Orders.Queries;

/// <summary>Which orders a list holds; what is null does not restrict.</summary>
public sealed record OrderFilter
{
    public OrderStatus? Status { get; init; }

    public Guid? CustomerId { get; init; }

    /// <summary>Placed at this time or later.</summary>
    public DateTimeOffset? PlacedAfter { get; init; }

    /// <summary>Placed before this time.</summary>
    public DateTimeOffset? PlacedBefore { get; init; }
}
