using System.Collections.Frozen;
using RusToK.Core.Caching;
using RusToK.Core.Caching.Invalidation;
using RusToK.Core.Events;
using RusToK.Core.Tenancy.Events;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Core.Tenancy.Caching;

/// <summary>What of the known tenants an event makes old. Tenants have no read model, so any projection's pace will do.</summary>
internal sealed class TenantChangeTags(EventTypeRegistry registry) : IChangeTags
{
    /// <summary>Names that belonged to nobody.</summary>
    public const string Unknown = "unknown";

    public static string Tenant(Guid id) => $"tenant:{id:N}";

    public CacheDeclaration Cache => TenantDirectory.Cache;

    public string AppliedBy => "content";

    public IReadOnlySet<string> EventTypes { get; } = registry.Types
        .Where(t => t.Record.Namespace == typeof(TenantCreated).Namespace)
        .Select(t => t.Type)
        .ToFrozenSet();

    public void Mark(EventEnvelope change, StaleTags tags)
    {
        tags.Add(change.TenantId, Tenant(change.TenantId));
        tags.Add(change.TenantId, Unknown);
    }
}
