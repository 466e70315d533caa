using GraphQL;
using GraphQL.Types;
using RusToK.Api.GraphQL.Content.Inputs;
using RusToK.Api.GraphQL.Content.Types;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Access;
using RusToK.Api.GraphQL.Server.Execution;
using RusToK.Core.Content.Forum;
using RusToK.Core.Content.Queries;
using RusToK.Core.Errors;
using RusToK.Core.Identity.Access;

namespace RusToK.Api.GraphQL.Content;

/// <summary>Queries of the forum: what was let through is everybody's, what was not its author's and the moderators'.</summary>
internal static class ForumQueryFields
{
    public static void AddTo(ObjectGraphType query)
    {
        query.Field<TopicType>("topic")
            .Description("One topic, by id or by slug; an archived one for moderators.")
            .Argument<UuidType>("id")
            .Argument<StringGraphType>("slug")
            .Argument<StringGraphType>(ContentContext.LocaleArgument, ContentQueryFields.LocaleDescription)
            .WithResolverSpan()
            .ResolveAsync(async c =>
            {
                var (id, slug, locales) = (c.GetArgument<Guid?>("id"), c.GetArgument<string?>("slug"), c.Locales());
                if (id is null == slug is null)
                    throw new InvalidInputException("id", "one-of", "Give either id or slug.");
                var topic = await c.Service<ForumQueries>().TopicAsync(
                    c.TenantId(), id, slug, c.IsModerator(), locales.Locales, c.Selects("body"), c.CancellationToken);
                return topic.In(locales);
            });

        query.Field<NonNullGraphType<TopicConnectionType>>("topics")
            .Description("Topics, that of the latest activity first.")
            .Argument<TopicFilterInput>("filter")
            .Argument<StringGraphType>(ContentContext.LocaleArgument, ContentQueryFields.LocaleDescription)
            .Paged()
            .RequirePermission(Permissions.ForumModerate, when: static c => c.GetArgument<TopicFilter?>("filter") is { State: TopicState.Archived })
            .WithResolverSpan()
            .ResolveAsync(async c =>
            {
                var locales = c.Locales();
                var page = await c.Service<ForumQueries>().TopicsAsync(
                    c.TenantId(), c.GetArgument<TopicFilter?>("filter") ?? new TopicFilter(), c.PageOf(ForumQueries.TopicList), locales.Locales,
                    c.Selects("body"), c.CancellationToken);
                return page.In(locales);
            });

        query.Field<NonNullGraphType<ReplyConnectionType>>("replies")
            .Description("Replies to a topic, the oldest first: the approved ones, and one's own that wait or were rejected.")
            .Argument<NonNullGraphType<UuidType>>("topicId")
            .Argument<StringGraphType>(ContentContext.LocaleArgument, ContentQueryFields.LocaleDescription)
            .Paged()
            .WithResolverSpan()
            .ResolveAsync(async c => await RepliesAsync(c, c.GetArgument<Guid>("topicId")));

        query.Field<NonNullGraphType<ReplyConnectionType>>("comments")
            .Description("Comments on a node, the oldest first: the approved ones, and one's own that wait or were rejected.")
            .Argument<NonNullGraphType<UuidType>>("nodeId")
            .Argument<StringGraphType>(ContentContext.LocaleArgument, ContentQueryFields.LocaleDescription)
            .Paged()
            .WithResolverSpan()
            .ResolveAsync(async c => await RepliesAsync(c, c.GetArgument<Guid>("nodeId")));

        query.Field<NonNullGraphType<ReplyConnectionType>>("replyQueue")
            .Description("Replies for moderators, the oldest first; those that wait unless the filter says otherwise.")
            .Argument<ReplyFilterInput>("filter")
            .Argument<StringGraphType>(ContentContext.LocaleArgument, ContentQueryFields.LocaleDescription)
            .Paged()
            .RequirePermission(Permissions.ForumModerate)
            .WithResolverSpan()
            .ResolveAsync(async c => Replies(await c.Service<ForumQueries>().QueueAsync(
                c.TenantId(), c.GetArgument<ReplyFilter?>("filter") ?? new ReplyFilter(), c.PageOf(ForumQueries.QueueList),
                c.Locales().Locales, c.Selects("body"), c.CancellationToken)));
    }

    public static bool IsModerator(this IResolveFieldContext context) => context.Service<CurrentActor>().Actor?.May(Permissions.ForumModerate) == true;

    private static async Task<Connection<Reply>> RepliesAsync(IResolveFieldContext c, Guid parentId) => Replies(await c.Service<ForumQueries>().RepliesAsync(
        c.TenantId(), parentId, c.Service<CurrentActor>().Actor?.UserId, c.PageOf(ForumQueries.ReplyList), c.Locales().Locales, c.Selects("body"), c.CancellationToken));

    private static Connection<Reply> Replies(Page<NodeDocument> page) => Connection<Reply>.Of(page, static node => new Reply(node));
}
