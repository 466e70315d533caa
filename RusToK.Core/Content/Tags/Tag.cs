using RusToK.Core.Persistence;

namespace RusToK.Core.Content.Tags;

/// <summary>A word that nodes are found by.</summary>
public sealed record Tag : ITenantOwned, IVersioned
{
    public required Guid TenantId { get; init; }

    public required Guid Id { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required long Version { get; init; }
}
