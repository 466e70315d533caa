using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Prices;

/// <summary>
/// Prices that undercut the regular ones for a time, such as a sale planned ahead. While a list is valid, each of its variants
/// costs what the list says where that is less than everything else.
/// </summary>
public sealed record PriceList : ITenantOwned, IVersioned
{
    public required Guid TenantId { get; init; }

    public required Guid Id { get; init; }

    /// <summary>Unique per tenant.</summary>
    public required string Name { get; init; }

    /// <summary>ISO 4217 code; it never changes.</summary>
    public required string Currency { get; init; }

    /// <summary>A list that is off is never valid.</summary>
    public required bool IsActive { get; init; }

    /// <summary>Valid from here on; null for always.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>No longer valid from here on; null for ever.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required long Version { get; init; }
}
