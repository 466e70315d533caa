using System.Text.Json;
using RusToK.Core.Commands;
using RusToK.Core.Content.Events;
using RusToK.Core.Content.Nodes.Storage;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;

namespace RusToK.Core.Content.Nodes.Commands;

/// <summary>Changes everything of a node but its kind, status, tags and words. Fields that are not set stay as they are.</summary>
[CommandName("content.update_node")]
public sealed record UpdateNode(Guid Id, long? ExpectedVersion = null) : ICommand<NodeResult>
{
    /// <summary>Moves the node with all that is below it.</summary>
    public Change<Guid?> ParentId { get; init; }

    public Change<Guid?> AuthorId { get; init; }

    public Change<Guid?> CategoryId { get; init; }

    public Change<int> Position { get; init; }

    /// <summary>Replaces the whole object.</summary>
    public Change<JsonElement> Metadata { get; init; }

    /// <summary>When it was first published, not in the future.</summary>
    public Change<DateTimeOffset?> PublishedAt { get; init; }

    internal bool ChangesAnything =>
        ParentId.IsSet || AuthorId.IsSet || CategoryId.IsSet || Position.IsSet || Metadata.IsSet || PublishedAt.IsSet;
}

internal sealed class UpdateNodeHandler(NodeChanges changes) : ICommandHandler<UpdateNode, NodeResult>
{
    public Task<NodeResult> HandleAsync(UpdateNode command, CommandContext context, CancellationToken cancellationToken)
    {
        var questions = new NodeQuestions
        {
            NodeId = command.Id,
            Descendants = command.ParentId.IsSet,
            InTopic = command.ParentId.IsSet,
            ParentId = command.ParentId.Or(null),
            CategoryId = command.CategoryId.Or(null),
        };
        return changes.ApplyAsync(questions, command.ExpectedVersion, context, (change, answers, batch) => Decide(command, change, answers, batch), cancellationToken);
    }

    private static void Decide(UpdateNode command, NodeChange change, NodeAnswers answers, WriteBatch batch)
    {
        var node = change.Node;
        var parentId = command.ParentId.Or(node.ParentId);
        var moves = parentId != node.ParentId;
        var below = answers.Descendants.Count == 0 ? 0 : answers.Descendants.Max(d => d.Node.Depth) - node.Depth;

        var violations = new Violations();
        if (command.Metadata.IsSet)
            NodeRules.CheckMetadata(violations, "metadata", command.Metadata.Or(default));
        NodeRules.CheckPublishedAt(violations, "publishedAt", command.PublishedAt.Or(null), change.Now);
        NodeReferences.CheckCategory(violations, "categoryId", command.CategoryId.Or(null), answers);
        if (moves && answers.IsInTopic)
            violations.Add("parentId", "kind", "parentId of a reply to a topic cannot change: it stays with its topic.");
        if (moves)
        {
            NodeReferences.CheckParent(violations, "parentId", parentId, answers.ParentDepth, below);
            if (parentId == node.Id || answers.Descendants.Any(d => d.Node.Id == parentId))
                violations.Add("parentId", "cycle", "parentId names the node itself or one below it.");
        }

        violations.ThrowIfAny();
        if (!command.ChangesAnything)
            return;
        var depth = moves ? answers.ParentDepth + 1 ?? 0 : node.Depth;
        if (moves)
            Move(change, answers, batch, parentId, depth);
        change.Become(
            node with
            {
                ParentId = parentId,
                Depth = depth,
                AuthorId = command.AuthorId.Or(node.AuthorId),
                CategoryId = command.CategoryId.Or(node.CategoryId),
                Position = command.Position.Or(node.Position),
                Metadata = command.Metadata.Or(node.Metadata),
                PublishedAt = command.PublishedAt.Or(node.PublishedAt)?.ToStorable(),
            },
            static state => new NodeUpdated(state));
    }

    private static void Move(NodeChange change, NodeAnswers answers, WriteBatch batch, Guid? parentId, int depth)
    {
        var node = change.Node;
        if (answers.Descendants.Count > NodeRules.MaxMovedDescendants)
            throw new ConflictException(
                $"The node has more than {NodeRules.MaxMovedDescendants} nodes below it and cannot be moved.", "parentId", "subtree-size");

        batch.LockTree(node.TenantId, "content.nodes")
            .LockSubtree(node.TenantId, node.Id, [node.Id, .. answers.Descendants.Select(d => d.Node.Id)]);
        if (parentId is { } parent)
            batch.RequireParentAt(node.TenantId, parent, depth - 1);
        if (depth == node.Depth)
            return;
        foreach (var descendant in answers.Descendants)
        {
            var moved = new NodeChange(descendant, change.Now);
            moved.Become(descendant.Node with { Depth = descendant.Node.Depth + depth - node.Depth }, static state => new NodeUpdated(state));
            change.Write(moved.AddTo);
        }
    }
}
