using System.Collections.Frozen;
using RusToK.Core.Caching;
using RusToK.Core.Caching.Invalidation;
using RusToK.Core.Content.Events;
using RusToK.Core.Events;

namespace RusToK.Core.Content.Caching;

/// <summary>What of the content's cache an event makes old.</summary>
internal sealed class ContentChangeTags(EventTypeRegistry registry) : IChangeTags
{
    /// <summary>A new node is a draft, which nobody has been shown; its publication is an event of its own.</summary>
    private const string OfNobodysConcern = "node.created";

    public CacheDeclaration Cache => ContentCache.Declaration;

    public string AppliedBy => "content";

    public IReadOnlySet<string> EventTypes { get; } = registry.Types
        .Where(t => t.Record.Namespace == typeof(NodeCreated).Namespace)
        .Select(t => t.Type)
        .Where(t => t != OfNobodysConcern)
        .ToFrozenSet();

    public void Mark(EventEnvelope change, StaleTags tags)
    {
        if (change.AggregateType == ContentSchema.NodeAggregate)
        {
            tags.Add(change.TenantId, ContentTags.Node(change.AggregateId));
            tags.Add(change.TenantId, ContentTags.Elsewhere(change.TenantId));
        }
        else
        {
            tags.Add(change.TenantId, ContentTags.Names(change.TenantId));
        }

        // Lists can be filtered by the slug of a tag, so names concern them as well.
        tags.Add(change.TenantId, ContentTags.Lists(change.TenantId));
    }
}
