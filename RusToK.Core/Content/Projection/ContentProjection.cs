using System.Collections.Frozen;
using Npgsql;
using RusToK.Core.Content.Events;
using RusToK.Core.Events;
using RusToK.Core.Events.Handling;

namespace RusToK.Core.Content.Projection;

/// <summary>
/// Keeps the content's read models: one statement a table and batch, whatever the number of events. Each row is the newest
/// state any event gave it, so order and repetition of batches do not matter.
/// </summary>
internal sealed class ContentProjection(EventTypeRegistry registry) : IProjection
{
    public string Name => "content";

    public IReadOnlySet<string> EventTypes { get; } = registry.Types
        .Where(t => t.Record.Namespace == typeof(NodeCreated).Namespace)
        .Select(t => t.Type)
        .ToFrozenSet();

    public IReadOnlyList<string> Tables { get; } =
    [
        "read.content_nodes", "read.content_documents", "read.content_node_tags", "read.categories", "read.category_names",
        "read.tags", "read.tag_names", "read.content_deleted", "read.forum_topics", "read.menus",
    ];

    public void Project(IReadOnlyList<EventEnvelope> events, NpgsqlBatch batch)
    {
        var facets = ContentFacets.Of(events, registry);
        if (facets.Deleted.Count > 0)
            batch.BatchCommands.Add(Deletions.Write(facets.Deleted));
        if (facets.Nodes.Count > 0)
            batch.BatchCommands.Add(NodeRows.Write(facets.Nodes, facets.Begun));
        if (facets.WordVersions.Count > 0)
            batch.BatchCommands.Add(NodeRows.WriteVersions(facets.WordVersions));
        if (facets.Texts.Count > 0)
            batch.BatchCommands.Add(DocumentRows.Write(facets.Texts));
        if (facets.Deleted.Count > 0)
            foreach (var statement in Deletions.Remove(facets.Deleted))
                batch.BatchCommands.Add(statement);
        if (facets.Categories.Count > 0)
            batch.BatchCommands.Add(CategoryRows.Write(facets.Categories));
        if (facets.Tags.Count > 0)
            batch.BatchCommands.Add(TagRows.Write(facets.Tags));
        if (facets.Menus.Count > 0)
            batch.BatchCommands.Add(MenuRows.Write(facets.Menus));
        if (facets.Topics.Count > 0)
        {
            batch.BatchCommands.Add(TopicRows.Lock(facets.Topics));
            batch.BatchCommands.Add(TopicRows.Count(facets.Topics));
        }

        if (facets.Mentioned.Count > facets.Begun.Count)
            batch.BatchCommands.Add(NodeRows.RequireKnown(facets.Mentioned.Except(facets.Begun)));
    }
}
