using RusToK.Core.Persistence;

namespace RusToK.Core.Content.Menus;

/// <summary>A tree of links that a site shows at a place of its own, such as its header.</summary>
public sealed record Menu : ITenantOwned, IVersioned
{
    public required Guid TenantId { get; init; }

    public required Guid Id { get; init; }

    /// <summary>What a site asks for it by, unique per tenant: <c>header</c>.</summary>
    public required string Handle { get; init; }

    public required IReadOnlyList<MenuItem> Items { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required long Version { get; init; }
}
