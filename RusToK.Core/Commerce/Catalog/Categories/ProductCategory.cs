using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Categories;

/// <summary>A place in the tenant's tree of what it sells. A product is in at most one.</summary>
public sealed record ProductCategory : ITenantOwned, IVersioned
{
    public required Guid TenantId { get; init; }

    public required Guid Id { get; init; }

    public Guid? ParentId { get; init; }

    /// <summary>Place among its siblings; equal ones are ordered by id.</summary>
    public required int Position { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required long Version { get; init; }
}
