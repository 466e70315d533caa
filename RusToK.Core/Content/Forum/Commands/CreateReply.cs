using RusToK.Core.Commands;
using RusToK.Core.Content.Categories.Storage;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Content.Nodes.Storage;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;

namespace RusToK.Core.Content.Forum.Commands;

/// <summary>
/// Replies to a topic that is open, or comments on a post or article that is published. In a category that moderates beforehand, or that
/// says nothing of it, what is written waits for a moderator, unless it is one who writes.
/// </summary>
[CommandName("content.create_reply")]
public sealed record CreateReply : ICommand<NodeResult>
{
    /// <summary>The topic; for a comment, the post or article.</summary>
    public required Guid TopicId { get; init; }

    /// <summary>Whether it is a comment.</summary>
    public bool IsComment { get; init; }

    /// <summary>1 to 50,000 characters.</summary>
    public required string Body { get; init; }

    /// <summary>Markdown or plain.</summary>
    public BodyFormat BodyFormat { get; init; } = BodyFormat.Markdown;

    /// <summary>BCP 47 tag; null for the tenant's default.</summary>
    public string? Locale { get; init; }

    /// <summary>Whether the actor needs nobody's approval.</summary>
    public bool IsModerator { get; init; }
}

internal sealed class CreateReplyHandler(NodeReader topics, CategoryReader categories, ICommandHandler<CreateNode, NodeResult> nodes)
    : ICommandHandler<CreateReply, NodeResult>
{
    public async Task<NodeResult> HandleAsync(CreateReply command, CommandContext context, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        ForumRules.CheckText(violations, "body", command.Body, command.BodyFormat);
        violations.RequireLocale("locale", command.Locale ?? context.DefaultLocale);
        violations.ThrowIfAny();

        var topic = (await topics.AskAsync(context.TenantId, new NodeQuestions { NodeId = command.TopicId }, cancellationToken)).Node?.Node;
        if (command.IsComment)
        {
            // A draft is not there for who may comment.
            if (topic is not { Kind: NodeKind.Post or NodeKind.Article, Status: NodeStatus.Published })
                throw NotFoundException.For("post or article", command.TopicId, "nodeId");
        }
        else if (topic is not { Kind: NodeKind.ForumTopic })
        {
            throw NotFoundException.For("topic", command.TopicId, "topicId");
        }

        if (TopicStates.Of(topic.Status, topic.IsClosed) is var state and not TopicState.Open)
            throw TopicRefusal.NeedsOpen(state, "a reply", "topicId");

        var id = Guid.CreateVersion7();
        return await nodes.HandleAsync(
            new CreateNode
            {
                Id = id,
                Kind = NodeKind.ForumReply,
                ParentId = topic.Id,
                Status = command.IsModerator || await ModerationAsync(topic, context.TenantId, cancellationToken) == Moderation.Post ? NodeStatus.Published : NodeStatus.Draft,
                Translations =
                [
                    new NodeText
                    {
                        Locale = command.Locale,
                        Title = ForumRules.TitleOf(command.BodyFormat, command.Body),
                        Slug = ForumRules.SlugOf(id),
                        Body = command.Body,
                        BodyFormat = command.BodyFormat,
                    },
                ],
            },
            context, cancellationToken);
    }

    /// <summary>Where nobody has said otherwise, a reply waits.</summary>
    private async Task<Moderation> ModerationAsync(Node topic, Guid tenantId, CancellationToken cancellationToken) =>
        topic.CategoryId is { } id && (await categories.AskAsync(tenantId, new CategoryQuestions { Id = id }, cancellationToken)).Category?.ForumModeration is { } moderation
            ? moderation
            : Moderation.Pre;
}
