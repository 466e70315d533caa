using Npgsql;
using RusToK.Core.Content.Events;
using RusToK.Core.Content.Scheduling;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Events;
using RusToK.Core.Persistence;

namespace RusToK.Core.Content.Nodes.Storage;

/// <summary>What one command does to one node: every event raises the version by one, the row is written once.</summary>
internal sealed class NodeChange(LoadedNode before, DateTimeOffset now)
{
    private readonly List<(IEvent Event, long Version)> _events = [];
    private readonly List<Action<WriteBatch>> _rows = [];
    private bool _deleted;

    public LoadedNode Before { get; } = before;

    public Node Node { get; private set; } = before.Node;

    public IReadOnlyList<Guid> TagIds { get; private set; } = before.TagIds;

    public DateTimeOffset Now { get; } = now;

    public bool IsEmpty => _events.Count == 0;

    public NodeResult Result => new(Node, TagIds);

    /// <summary>The node becomes <paramref name="next"/>, and <paramref name="event"/> tells of it.</summary>
    public void Become(Node next, Func<NodeState, IEvent> @event)
    {
        Node = next with { UpdatedAt = Now, Version = Node.Version + 1 };
        _events.Add((@event(NodeState.Of(Node, TagIds)), Node.Version));
    }

    /// <exception cref="ConflictException">The node's state does not allow it.</exception>
    public void Transit(NodeTransition transition, Func<Node, Node> change, Func<NodeState, IEvent> @event) =>
        Become(change(Settle(Node with { Status = NodeLifecycle.Next(Node.Status, transition) }, transition)), @event);

    public void SetTags(IEnumerable<Guid> tagIds, Func<NodeState, IEvent> @event)
    {
        TagIds = [.. tagIds.Order()];
        Become(Node, @event);
    }

    /// <summary>Words changed: a version of their own, the rest of the node as it was.</summary>
    public void TellOfText(NodeTranslationUpdated @event)
    {
        Node = Node with { Version = Node.Version + 1 };
        _events.Add((@event, Node.Version));
    }

    /// <summary>Replaces the words of a node that has them in one language; its slug stays.</summary>
    public void Rewrite(string title, string body, BodyFormat format)
    {
        var (locale, slug) = Before.Slugs.OrderBy(s => s.Key, StringComparer.Ordinal).First();
        var translation = new NodeTranslation
        {
            TenantId = Node.TenantId,
            NodeId = Node.Id,
            Locale = locale,
            Kind = Node.Kind,
            Title = title,
            Slug = slug,
            BodyFormat = format,
            Body = body,
            UpdatedAt = Now,
        };
        TellOfText(new NodeTranslationUpdated(locale, NodeTextState.Of(translation)));
        Write(batch => batch.Upsert(translation));
    }

    public void Delete()
    {
        _deleted = true;
        Become(Node, static state => new NodeDeleted(state));
    }

    /// <summary>A row that depends on the node; written after the node's own.</summary>
    public void Write(Action<WriteBatch> row) => _rows.Add(row);

    public void AddTo(WriteBatch batch)
    {
        if (_deleted)
        {
            batch.Delete(Node, Before.Node.Version);
            batch.Insert(new DeletedId { TenantId = Node.TenantId, Aggregate = ContentSchema.NodeAggregate, Id = Node.Id, DeletedAt = Now });
        }
        else
        {
            batch.Update(Node, Before.Node.Version);
        }

        foreach (var row in _rows)
            row(batch);
        // After the node's own row, as whoever carries a plan out does: the other way round two would wait for each other.
        if (!_deleted)
        {
            Forget(batch, ScheduledAction.Publish, Before.Node.PublishAt, Node.PublishAt);
            Forget(batch, ScheduledAction.Unpublish, Before.Node.UnpublishAt, Node.UnpublishAt);
        }

        foreach (var (@event, version) in _events)
            batch.Append(@event, ContentSchema.NodeAggregate, Node.Id, version);
    }

    /// <summary>What was planned or said of a state ends with it.</summary>
    private static Node Settle(Node node, NodeTransition transition) => transition switch
    {
        NodeTransition.Publish => node with { PublishAt = null, RejectionReason = null },
        NodeTransition.Unpublish => node with { UnpublishAt = null },
        NodeTransition.Archive => node with { PublishAt = null, UnpublishAt = null },
        _ => node,
    };

    private void Forget(WriteBatch batch, ScheduledAction action, DateTimeOffset? before, DateTimeOffset? after)
    {
        if (before is not null && after is null)
            batch.Execute(
                "DELETE FROM content.publication_schedules WHERE tenant_id = $1 AND node_id = $2 AND action = $3",
                new NpgsqlParameter<Guid> { TypedValue = Node.TenantId },
                new NpgsqlParameter<Guid> { TypedValue = Node.Id },
                new NpgsqlParameter<string> { TypedValue = EnumText<ScheduledAction>.Of(action) });
    }
}
