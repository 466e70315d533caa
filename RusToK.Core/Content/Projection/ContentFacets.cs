using RusToK.Core.Content.Events;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Events;

namespace RusToK.Core.Content.Projection;

/// <summary>
/// A batch of events, reduced to the newest state of each row: what is left does not depend on the order of the events nor
/// on how they are cut into batches, and no row is written twice by a statement.
/// </summary>
internal sealed class ContentFacets
{
    /// <summary>Every node the batch speaks of.</summary>
    public HashSet<(Guid Tenant, Guid Id)> Mentioned { get; } = [];

    /// <summary>Nodes whose beginning is in the batch; the others must be known.</summary>
    public HashSet<(Guid Tenant, Guid Id)> Begun { get; } = [];

    public Dictionary<(Guid Tenant, Guid Id), (long Version, NodeState State)> Nodes { get; } = [];

    public Dictionary<(Guid Tenant, Guid Node, string Locale), (long Version, NodeTextState State)> Texts { get; } = [];

    /// <summary>The newest version that an event of its words gave a node.</summary>
    public Dictionary<(Guid Tenant, Guid Id), long> WordVersions { get; } = [];

    public Dictionary<(Guid Tenant, Guid Id), (long Version, CategoryState State)> Categories { get; } = [];

    public Dictionary<(Guid Tenant, Guid Id), (long Version, TagCreated State)> Tags { get; } = [];

    public Dictionary<(Guid Tenant, Guid Id), (long Version, MenuState State)> Menus { get; } = [];

    /// <summary>Topics whose replies may count differently, or that are themselves otherwise.</summary>
    public HashSet<(Guid Tenant, Guid Id)> Topics { get; } = [];

    /// <summary>Version of each deletion; the locale is empty where the whole thing went.</summary>
    public Dictionary<(Guid Tenant, string Aggregate, Guid Id, string Locale), long> Deleted { get; } = [];

    public static ContentFacets Of(IReadOnlyList<EventEnvelope> events, EventTypeRegistry registry)
    {
        var facets = new ContentFacets();
        foreach (var envelope in events)
            facets.Add(envelope, registry.Read(envelope));
        return facets;
    }

    private void Add(EventEnvelope envelope, IEvent @event)
    {
        var (tenant, id, version) = (envelope.TenantId, envelope.AggregateId, envelope.AggregateVersion);
        if (@event is INodeStateEvent { Node: { } state } && TopicOf(id, state) is { } topic)
            Topics.Add((tenant, topic));
        switch (@event)
        {
            case NodeDeleted:
                Keep(Deleted, (tenant, ContentSchema.NodeAggregate, id, ""), version);
                break;
            case NodeTranslationUpdated { Text: null } removed:
                Mentioned.Add((tenant, id));
                Keep(WordVersions, (tenant, id), version);
                Keep(Deleted, (tenant, ContentSchema.NodeAggregate, id, removed.Locale), version);
                break;
            case NodeTranslationUpdated { Text: { } text }:
                Mentioned.Add((tenant, id));
                Keep(WordVersions, (tenant, id), version);
                Keep(Texts, (tenant, id, text.Locale), version, text);
                break;
            case INodeStateEvent node:
                Mentioned.Add((tenant, id));
                Keep(Nodes, (tenant, id), version, node.Node);
                if (node is NodeCreated created)
                {
                    Begun.Add((tenant, id));
                    foreach (var text in created.Translations)
                        Keep(Texts, (tenant, id, text.Locale), version, text);
                }

                break;
            case CategoryDeleted:
                Keep(Deleted, (tenant, ContentSchema.CategoryAggregate, id, ""), version);
                break;
            case ICategoryStateEvent category:
                Keep(Categories, (tenant, id), version, category.Category);
                break;
            case MenuDeleted:
                Keep(Deleted, (tenant, ContentSchema.MenuAggregate, id, ""), version);
                break;
            case IMenuStateEvent menu:
                Keep(Menus, (tenant, id), version, menu.Menu);
                break;
            case TagCreated tag:
                Keep(Tags, (tenant, id), version, tag);
                break;
        }
    }

    private static Guid? TopicOf(Guid id, NodeState node) => node.Kind switch
    {
        NodeKind.ForumTopic => id,
        NodeKind.ForumReply => node.ParentId,
        _ => null,
    };

    private static void Keep<TKey, TState>(Dictionary<TKey, (long Version, TState State)> rows, TKey key, long version, TState state)
        where TKey : notnull
    {
        if (!rows.TryGetValue(key, out var known) || known.Version < version)
            rows[key] = (version, state);
    }

    private static void Keep<TKey>(Dictionary<TKey, long> rows, TKey key, long version)
        where TKey : notnull =>
        rows[key] = Math.Max(version, rows.GetValueOrDefault(key));
}
