using RusToK.Core.Commands;
using RusToK.Core.Content.Events;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Storage;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;

namespace RusToK.Core.Content.Forum.Commands;

/// <summary>
/// A moderator's decision: pending → approved or rejected, approved → hidden, rejected or hidden → approved.
/// </summary>
/// <param name="Id">The reply.</param>
/// <param name="State">Approved, rejected or hidden.</param>
/// <param name="Reason">Why it is rejected or hidden, 1 to 500 characters; null for an approval.</param>
/// <param name="ExpectedVersion">The version the caller decided on.</param>
[CommandName("content.moderate_reply")]
public sealed record ModerateReply(Guid Id, ReplyState State, string? Reason = null, long? ExpectedVersion = null) : ICommand<NodeResult>;

internal sealed class ModerateReplyHandler(NodeChanges changes) : ICommandHandler<ModerateReply, NodeResult>
{
    private static readonly (ReplyState From, ReplyState To)[] Allowed =
    [
        (ReplyState.Pending, ReplyState.Approved),
        (ReplyState.Pending, ReplyState.Rejected),
        (ReplyState.Approved, ReplyState.Hidden),
        (ReplyState.Rejected, ReplyState.Approved),
        (ReplyState.Hidden, ReplyState.Approved),
    ];

    public Task<NodeResult> HandleAsync(ModerateReply command, CommandContext context, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        if (command.State == ReplyState.Pending)
            violations.Add("state", "decision", "state must be approved, rejected or hidden.");
        else if (command.State != ReplyState.Approved)
            violations.RequireName("reason", command.Reason, NodeRules.MaxArchiveReason);
        else if (command.Reason is not null)
            violations.Add("reason", "absent", "reason must be absent when a reply is approved.");
        violations.ThrowIfAny();
        return changes.ApplyAsync(
            new NodeQuestions { NodeId = command.Id }, command.ExpectedVersion, context, (change, _, _) => Decide(command, change), cancellationToken);
    }

    private static void Decide(ModerateReply command, NodeChange change)
    {
        var node = ForumRules.Require(change.Node, NodeKind.ForumReply, "reply");
        var state = ReplyStates.Of(node.Status, node.RejectionReason);
        if (!Allowed.Contains((state, command.State)))
            throw new ConflictException(
                $"The reply is {Name(state)} and cannot become {Name(command.State)}. From {Name(state)} it may become "
                + $"{string.Join(" or ", Allowed.Where(a => a.From == state).Select(a => Name(a.To)))}.", "id", "transition");
        switch (command.State)
        {
            case ReplyState.Rejected:
                change.Become(node with { RejectionReason = command.Reason!.Trim() }, static s => new NodeUpdated(s));
                break;
            case ReplyState.Hidden:
                change.Transit(NodeTransition.Archive, n => n with { ArchiveReason = command.Reason!.Trim() }, static s => new NodeArchived(s));
                break;
            default:
                if (state == ReplyState.Hidden)
                    change.Transit(NodeTransition.Restore, static n => n with { ArchiveReason = null }, static s => new NodeUpdated(s));
                change.Transit(NodeTransition.Publish, n => n with { PublishedAt = n.PublishedAt ?? change.Now }, static s => new NodePublished(s));
                break;
        }
    }

    private static string Name(ReplyState state) => EnumText<ReplyState>.Of(state);
}
