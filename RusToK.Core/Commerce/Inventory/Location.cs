using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Inventory;

/// <summary>A place where stock lies. Orders take from active ones, by position.</summary>
public sealed record Location : ITenantOwned, IVersioned
{
    public required Guid TenantId { get; init; }

    public required Guid Id { get; init; }

    /// <summary>Unique per tenant.</summary>
    public required string Name { get; init; }

    /// <summary>The one with the lowest is the default; equal ones are ordered by id.</summary>
    public required int Position { get; init; }

    public required bool IsActive { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required long Version { get; init; }
}
