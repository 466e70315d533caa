using RusToK.Core.Commands;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Storage;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Content.Forum.Commands;

/// <summary>Changes the words of a topic that is open, in the language it was written in. Its address stays.</summary>
/// <param name="Id">The topic.</param>
/// <param name="Title">1 to 255 characters.</param>
/// <param name="Body">1 to 50,000 characters.</param>
/// <param name="BodyFormat">Markdown or plain.</param>
/// <param name="IsModerator">Whether the actor may change what others have written, and what is closed.</param>
/// <param name="ExpectedVersion">The version the caller decided on.</param>
[CommandName("content.edit_topic")]
public sealed record EditTopic(Guid Id, string Title, string Body, BodyFormat BodyFormat, bool IsModerator, long? ExpectedVersion = null) : ICommand<NodeResult>;

internal sealed class EditTopicHandler(NodeChanges changes) : ICommandHandler<EditTopic, NodeResult>
{
    public Task<NodeResult> HandleAsync(EditTopic command, CommandContext context, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        violations.RequireName("title", command.Title, NodeRules.MaxTitle);
        ForumRules.CheckText(violations, "body", command.Body, command.BodyFormat);
        violations.ThrowIfAny();
        return changes.ApplyAsync(
            new NodeQuestions { NodeId = command.Id }, command.ExpectedVersion, context, (change, _, _) => Decide(command, change, context.ActorId), cancellationToken);
    }

    private static void Decide(EditTopic command, NodeChange change, Guid? actorId)
    {
        var node = ForumRules.Require(change.Node, NodeKind.ForumTopic, "topic");
        ForumRules.RequireAuthor(node, actorId, command.IsModerator, ForumPermissions.Moderate);
        if (!command.IsModerator && TopicStates.Of(node.Status, node.IsClosed) is var state and not TopicState.Open)
            throw TopicRefusal.NeedsOpen(state, "editing it", "id");
        change.Rewrite(command.Title.Trim(), command.Body, command.BodyFormat);
    }
}
