using RusToK.Core.Persistence;

namespace RusToK.Core.Content.Nodes;

/// <summary>A tag attached to a node. Guarded by the version of its node.</summary>
public sealed record NodeTag : ITenantOwned
{
    public required Guid TenantId { get; init; }

    public required Guid NodeId { get; init; }

    public required Guid TagId { get; init; }
}
