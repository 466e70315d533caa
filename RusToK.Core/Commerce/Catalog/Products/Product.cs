using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Products;

/// <summary>
/// A thing that is sold, without its words (<see cref="ProductTranslation"/>) and without what is bought of it
/// (<see cref="Variants.Variant"/>). All of them are one aggregate and change under this row's version.
/// </summary>
public sealed record Product : ITenantOwned, IVersioned
{
    public required Guid TenantId { get; init; }

    /// <summary>UUIDv7, unique within the tenant; the id of a deleted product is not used again.</summary>
    public required Guid Id { get; init; }

    public required ProductStatus Status { get; init; }

    /// <summary>Who makes it.</summary>
    public string? Vendor { get; init; }

    /// <summary>What it is, in the merchant's own words: <c>Shirt</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Sorted, each once.</summary>
    public required string[] Tags { get; init; }

    public Guid? CategoryId { get; init; }

    /// <summary>At most three. Empty for a product that comes in one form only.</summary>
    public required IReadOnlyList<ProductOption> Options { get; init; }

    public required IReadOnlyList<ProductImage> Images { get; init; }

    /// <summary>When it was first activated (UTC); kept when it is deactivated.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When anything of the aggregate last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Version after the last event: every event of the aggregate is one version.</summary>
    public required long Version { get; init; }
}
