using RusToK.Core.Commands;
using RusToK.Core.Content.Categories.Storage;
using RusToK.Core.Content.Events;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Storage;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;

namespace RusToK.Core.Content.Forum.Commands;

/// <summary>
/// Changes the words of a reply. Where replies are moderated beforehand, what its author changes waits for a moderator again; so does what
/// was rejected.
/// </summary>
/// <param name="Id">The reply.</param>
/// <param name="Body">1 to 50,000 characters.</param>
/// <param name="BodyFormat">Markdown or plain.</param>
/// <param name="IsModerator">Whether the actor may change what others have written, and needs nobody's approval.</param>
/// <param name="ExpectedVersion">The version the caller decided on.</param>
[CommandName("content.edit_reply")]
public sealed record EditReply(Guid Id, string Body, BodyFormat BodyFormat, bool IsModerator, long? ExpectedVersion = null) : ICommand<NodeResult>;

internal sealed class EditReplyHandler(NodeReader nodes, CategoryReader categories, NodeChanges changes) : ICommandHandler<EditReply, NodeResult>
{
    public async Task<NodeResult> HandleAsync(EditReply command, CommandContext context, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        ForumRules.CheckText(violations, "body", command.Body, command.BodyFormat);
        violations.ThrowIfAny();
        var topic = await TopicOfAsync(command.Id, context.TenantId, cancellationToken);
        var moderation = topic?.CategoryId is { } id
            ? (await categories.AskAsync(context.TenantId, new CategoryQuestions { Id = id }, cancellationToken)).Category?.ForumModeration
            : null;
        return await changes.ApplyAsync(
            new NodeQuestions { NodeId = command.Id }, command.ExpectedVersion, context,
            (change, _, _) => Decide(command, change, topic, moderation ?? Moderation.Pre, context.ActorId), cancellationToken);
    }

    private static void Decide(EditReply command, NodeChange change, Node? topic, Moderation moderation, Guid? actorId)
    {
        var node = ForumRules.Require(change.Node, NodeKind.ForumReply, "reply");
        ForumRules.RequireAuthor(node, actorId, command.IsModerator, ForumPermissions.Moderate);
        if (!command.IsModerator)
        {
            if (topic is not null && TopicStates.Of(topic.Status, topic.IsClosed) is var state and not TopicState.Open)
                throw TopicRefusal.NeedsOpen(state, "editing a reply", "id");
            if (ReplyStates.Of(node.Status, node.RejectionReason) == ReplyState.Hidden)
                throw new ConflictException("The reply is hidden; editing it needs it to be pending, approved or rejected.", "id", "state");
        }

        change.Rewrite(ForumRules.TitleOf(command.BodyFormat, command.Body), command.Body, command.BodyFormat);
        if (command.IsModerator)
            return;
        if (node.Status == NodeStatus.Published && moderation == Moderation.Pre)
            change.Transit(NodeTransition.Unpublish, static n => n, static s => new NodeUnpublished(s));
        else if (node.RejectionReason is not null)
            change.Become(change.Node with { RejectionReason = null }, static s => new NodeUpdated(s));
    }

    private async Task<Node?> TopicOfAsync(Guid replyId, Guid tenantId, CancellationToken cancellationToken) =>
        (await nodes.AskAsync(tenantId, new NodeQuestions { NodeId = replyId }, cancellationToken)).Node?.Node.ParentId is { } topicId
            ? (await nodes.AskAsync(tenantId, new NodeQuestions { NodeId = topicId }, cancellationToken)).Node?.Node
            : null;
}
