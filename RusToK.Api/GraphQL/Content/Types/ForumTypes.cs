using GraphQL.Types;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Core.Content.Forum;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Queries;

namespace RusToK.Api.GraphQL.Content.Types;

internal sealed class TopicType : ObjectGraphType<Localized<TopicDocument>>
{
    public TopicType()
    {
        Name = "Topic";
        Description = "What people talk about in the forum; its replies are the query 'replies'.";
        Field<NonNullGraphType<UuidType>>("id").Resolve(c => c.Source.Value.Node.Id);
        Field<NonNullGraphType<TopicStateType>>("state").Resolve(c => c.Source.Value.State);
        Field<UuidType>("categoryId").Resolve(c => c.Source.Value.Node.CategoryId);
        Field<CategoryType>("category").Resolve(c => c.Source.Value.Node.CategoryId is { } id ? c.LoadCategory(id, c.Source.Locales) : null);
        Field<UuidType>("authorId").Resolve(c => c.Source.Value.Node.AuthorId);
        Field<NonNullGraphType<StringGraphType>>("locale").Description("The language it is written in.").Resolve(c => c.Source.Value.Node.Locale);
        Field<NonNullGraphType<StringGraphType>>("title").Resolve(c => c.Source.Value.Node.Title);
        Field<NonNullGraphType<StringGraphType>>("slug").Resolve(c => c.Source.Value.Node.Slug);
        Field<NonNullGraphType<BodyFormatType>>("bodyFormat").Resolve(c => c.Source.Value.Node.BodyFormat);
        Field<NonNullGraphType<StringGraphType>>("body").Description("As it was written, in bodyFormat; not sanitised.").Resolve(c => c.Source.Value.Node.Body
            ?? throw new InvalidOperationException("The body was selected and not read."));
        Field<NonNullGraphType<IntGraphType>>("replyCount").Description("Approved ones.").Resolve(c => c.Source.Value.ReplyCount);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("lastActivityAt").Description("When it or its newest reply appeared.").Resolve(c => c.Source.Value.LastActivityAt);
        Field<StringGraphType>("archiveReason").Resolve(c => c.Source.Value.Node.ArchiveReason);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("createdAt").Resolve(c => c.Source.Value.Node.CreatedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Resolve(c => c.Source.Value.Node.UpdatedAt);
        Field<NonNullGraphType<LongGraphType>>("version").Description("Give it as expectedVersion to change only what you have seen.")
            .Resolve(c => c.Source.Value.Node.Version);
    }
}

internal sealed class TopicEdgeType() : EdgeType<Localized<TopicDocument>, TopicType>("Topic");

internal sealed class TopicConnectionType() : ConnectionType<Localized<TopicDocument>, TopicType, TopicEdgeType>("Topic");

/// <summary>A reply, as a type of its own: to the schema it is no node.</summary>
internal sealed record Reply(NodeDocument Node);

internal sealed class ReplyType : ObjectGraphType<Reply>
{
    public ReplyType()
    {
        Name = "Reply";
        Field<NonNullGraphType<UuidType>>("id").Resolve(c => c.Source.Node.Id);
        Field<UuidType>("topicId").Resolve(c => c.Source.Node.ParentId);
        Field<NonNullGraphType<ReplyStateType>>("state").Resolve(c => ReplyStates.Of(c.Source.Node.Status, c.Source.Node.RejectionReason));
        Field<StringGraphType>("reason").Description("Why it was rejected or hidden.").Resolve(c => c.Source.Node.RejectionReason ?? c.Source.Node.ArchiveReason);
        Field<UuidType>("authorId").Resolve(c => c.Source.Node.AuthorId);
        Field<NonNullGraphType<StringGraphType>>("locale").Description("The language it is written in.").Resolve(c => c.Source.Node.Locale);
        Field<NonNullGraphType<BodyFormatType>>("bodyFormat").Resolve(c => c.Source.Node.BodyFormat);
        Field<NonNullGraphType<StringGraphType>>("body").Description("As it was written, in bodyFormat; not sanitised.").Resolve(c => c.Source.Node.Body
            ?? throw new InvalidOperationException("The body was selected and not read."));
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("createdAt").Resolve(c => c.Source.Node.CreatedAt);
        Field<DateTimeOffsetGraphType>("publishedAt").Description("When it was first let through.").Resolve(c => c.Source.Node.PublishedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Resolve(c => c.Source.Node.UpdatedAt);
        Field<NonNullGraphType<LongGraphType>>("version").Description("Give it as expectedVersion to change only what you have seen.").Resolve(c => c.Source.Node.Version);
    }
}

internal sealed class ReplyEdgeType() : EdgeType<Reply, ReplyType>("Reply");

internal sealed class ReplyConnectionType() : ConnectionType<Reply, ReplyType, ReplyEdgeType>("Reply");

/// <summary>A changed topic; the read model follows some milliseconds later.</summary>
internal sealed class TopicPayloadType : ObjectGraphType<NodeResult>
{
    public TopicPayloadType()
    {
        Name = "TopicPayload";
        Field<NonNullGraphType<UuidType>>("id").Resolve(c => c.Source.Node.Id);
        Field<NonNullGraphType<LongGraphType>>("version").Resolve(c => c.Source.Node.Version);
        Field<NonNullGraphType<TopicStateType>>("state").Resolve(c => TopicStates.Of(c.Source.Node.Status, c.Source.Node.IsClosed));
    }
}

/// <summary>A changed reply; the read model follows some milliseconds later.</summary>
internal sealed class ReplyPayloadType : ObjectGraphType<NodeResult>
{
    public ReplyPayloadType()
    {
        Name = "ReplyPayload";
        Field<NonNullGraphType<UuidType>>("id").Resolve(c => c.Source.Node.Id);
        Field<NonNullGraphType<LongGraphType>>("version").Resolve(c => c.Source.Node.Version);
        Field<NonNullGraphType<ReplyStateType>>("state").Description("PENDING where it has to wait for a moderator.")
            .Resolve(c => ReplyStates.Of(c.Source.Node.Status, c.Source.Node.RejectionReason));
    }
}
