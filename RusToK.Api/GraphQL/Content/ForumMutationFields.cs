using GraphQL;
using GraphQL.Types;
using RusToK.Api.GraphQL.Content.Inputs;
using RusToK.Api.GraphQL.Content.Types;
using RusToK.Api.GraphQL.Server.Access;
using RusToK.Api.GraphQL.Server.Execution;
using RusToK.Core.Commands;
using RusToK.Core.Content.Forum.Commands;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Identity.Access;

namespace RusToK.Api.GraphQL.Content;

/// <summary>Mutations of the forum. Who writes may change what is theirs; a moderator what is anybody's.</summary>
internal static class ForumMutationFields
{
    public static void AddTo(ObjectGraphType mutation)
    {
        mutation.Write<TopicPayloadType, CreateTopicInput, CreateTopic>(
            "createTopic", Permissions.ForumCreate, "Opens a topic in a category of the forum.", static (command, _) => command, static c => c.Locale);
        mutation.Write<TopicPayloadType, EditTopicInput, EditTopic>(
            "editTopic", Permissions.ForumCreate, "Changes the words of one's own topic while it is open; a moderator those of any.",
            static (command, isModerator) => command with { IsModerator = isModerator });
        mutation.Write<TopicPayloadType, SetTopicStateInput, SetTopicState>(
            "setTopicState", Permissions.ForumModerate, "Closes, reopens or archives a topic.", static (command, _) => command);
        mutation.Write<ReplyPayloadType, CreateReplyInput, CreateReply>(
            "createReply", Permissions.ForumReply, "Replies to a topic that is open.",
            static (command, isModerator) => command with { IsModerator = isModerator }, static c => c.Locale);
        mutation.Write<ReplyPayloadType, CreateCommentInput, CreateReply>(
            "createComment", Permissions.CommentCreate, "Comments on a post or article; a comment is a reply in all else.",
            static (command, isModerator) => command with { IsModerator = isModerator }, static c => c.Locale);
        mutation.Write<ReplyPayloadType, EditReplyInput, EditReply>(
            "editReply", Permissions.ForumReply, "Changes the words of one's own reply; a moderator those of any.",
            static (command, isModerator) => command with { IsModerator = isModerator });
        mutation.Write<ReplyPayloadType, ModerateReplyInput, ModerateReply>(
            "moderateReply", Permissions.ForumModerate, "PENDING to APPROVED or REJECTED, APPROVED to HIDDEN, REJECTED or HIDDEN to APPROVED.", static (command, _) => command);
    }

    private static void Write<TPayload, TInput, TCommand>(
        this ObjectGraphType mutation, string name, string permission, string description, Func<TCommand, bool, TCommand> by, Func<TCommand, string?>? locale = null)
        where TPayload : IObjectGraphType
        where TInput : InputObjectGraphType
        where TCommand : ICommand<NodeResult> =>
        mutation.Field<NonNullGraphType<TPayload>>(name)
            .Description(description)
            .Argument<NonNullGraphType<TInput>>(CommandFields.InputArgument)
            .RequirePermission(permission)
            .WithResolverSpan()
            .ResolveAsync(async c =>
            {
                var command = c.GetArgument<TCommand>(CommandFields.InputArgument);
                if (locale is not null)
                    await c.RequireEnabledAsync(("locale", locale(command)));
                return await c.SendAsync<TCommand, NodeResult>(by(command, c.IsModerator()));
            });
}
