using RusToK.Core.Commands;
using RusToK.Core.Content.Events;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Storage;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;

namespace RusToK.Core.Content.Forum.Commands;

/// <summary>Closes, reopens or archives a topic: any state to any other.</summary>
/// <param name="Id">The topic.</param>
/// <param name="State">What it shall be.</param>
/// <param name="Reason">Why it is archived, 1 to 500 characters; null otherwise.</param>
/// <param name="ExpectedVersion">The version the caller decided on.</param>
[CommandName("content.set_topic_state")]
public sealed record SetTopicState(Guid Id, TopicState State, string? Reason = null, long? ExpectedVersion = null) : ICommand<NodeResult>;

internal sealed class SetTopicStateHandler(NodeChanges changes) : ICommandHandler<SetTopicState, NodeResult>
{
    public Task<NodeResult> HandleAsync(SetTopicState command, CommandContext context, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        if (command.State == TopicState.Archived)
            violations.RequireName("reason", command.Reason, NodeRules.MaxArchiveReason);
        else if (command.Reason is not null)
            violations.Add("reason", "absent", "reason is for archiving; it must be absent otherwise.");
        violations.ThrowIfAny();
        return changes.ApplyAsync(
            new NodeQuestions { NodeId = command.Id }, command.ExpectedVersion, context, (change, _, _) => Decide(command, change), cancellationToken);
    }

    private static void Decide(SetTopicState command, NodeChange change)
    {
        var node = ForumRules.Require(change.Node, NodeKind.ForumTopic, "topic");
        var state = TopicStates.Of(node.Status, node.IsClosed);
        if (state == command.State)
            throw new ConflictException($"The topic is {EnumText<TopicState>.Of(state)} already.", "id", "state");
        if (command.State == TopicState.Archived)
        {
            change.Transit(NodeTransition.Archive, n => n with { ArchiveReason = command.Reason!.Trim() }, static s => new NodeArchived(s));
            return;
        }

        var isClosed = command.State == TopicState.Closed;
        if (node.Status == NodeStatus.Published)
        {
            change.Become(node with { IsClosed = isClosed }, static s => new NodeUpdated(s));
            return;
        }

        if (node.Status == NodeStatus.Archived)
            change.Transit(NodeTransition.Restore, static n => n with { ArchiveReason = null }, static s => new NodeUpdated(s));
        change.Transit(
            NodeTransition.Publish, n => n with { IsClosed = isClosed, PublishedAt = n.PublishedAt ?? change.Now }, static s => new NodePublished(s));
    }
}
