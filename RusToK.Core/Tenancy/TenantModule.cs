using System.Collections.Frozen;
using RusToK.Core.Persistence;

namespace RusToK.Core.Tenancy;

/// <summary>A module switched on or off for one tenant; a module without a row is on.</summary>
public sealed record TenantModule : ITenantOwned
{
    /// <summary>Modules that exist and may be switched.</summary>
    public static readonly FrozenSet<string> Switchable = FrozenSet.Create("content", "commerce");

    public required Guid TenantId { get; init; }

    /// <summary><c>content</c>, <c>commerce</c> ...</summary>
    public required string Module { get; init; }

    public required bool IsEnabled { get; init; }
}
