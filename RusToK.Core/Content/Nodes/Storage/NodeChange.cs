using RusToK.Core.Content.Events;
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
        Become(change(Node with { Status = NodeLifecycle.Next(Node.Status, transition) }), @event);

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
        foreach (var (@event, version) in _events)
            batch.Append(@event, ContentSchema.NodeAggregate, Node.Id, version);
    }
}
