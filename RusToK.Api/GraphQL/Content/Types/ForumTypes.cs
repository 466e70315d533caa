using GraphQL.Types;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Plain;
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
        Field<NonNullGraphType<UuidType>>("id").Reads(x => x.Value.Node.Id);
        Field<NonNullGraphType<TopicStateType>>("state").Reads(x => x.Value.State);
        Field<UuidType>("categoryId").Reads(x => x.Value.Node.CategoryId);
        Field<CategoryType>("category").Resolve(c => c.Source.Value.Node.CategoryId is { } id ? c.LoadCategory(id, c.Source.Locales) : null);
        Field<UuidType>("authorId").Reads(x => x.Value.Node.AuthorId);
        Field<NonNullGraphType<StringGraphType>>("locale").Description("The language it is written in.").Reads(x => x.Value.Node.Locale);
        Field<NonNullGraphType<StringGraphType>>("title").Reads(x => x.Value.Node.Title);
        Field<NonNullGraphType<StringGraphType>>("slug").Reads(x => x.Value.Node.Slug);
        Field<NonNullGraphType<BodyFormatType>>("bodyFormat").Reads(x => x.Value.Node.BodyFormat);
        Field<NonNullGraphType<StringGraphType>>("body").Description("As it was written, in bodyFormat; not sanitised.").Reads(x => x.Value.Node.Body
            ?? throw new InvalidOperationException("The body was selected and not read."));
        Field<NonNullGraphType<IntGraphType>>("replyCount").Description("Approved ones.").Reads(x => x.Value.ReplyCount);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("lastActivityAt").Description("When it or its newest reply appeared.").Reads(x => x.Value.LastActivityAt);
        Field<StringGraphType>("archiveReason").Reads(x => x.Value.Node.ArchiveReason);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("createdAt").Reads(x => x.Value.Node.CreatedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Reads(x => x.Value.Node.UpdatedAt);
        Field<NonNullGraphType<LongGraphType>>("version").Description("Give it as expectedVersion to change only what you have seen.")
            .Reads(x => x.Value.Node.Version);
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
        Field<NonNullGraphType<UuidType>>("id").Reads(x => x.Node.Id);
        Field<UuidType>("topicId").Reads(x => x.Node.ParentId);
        Field<NonNullGraphType<ReplyStateType>>("state").Reads(x => ReplyStates.Of(x.Node.Status, x.Node.RejectionReason));
        Field<StringGraphType>("reason").Description("Why it was rejected or hidden.").Reads(x => x.Node.RejectionReason ?? x.Node.ArchiveReason);
        Field<UuidType>("authorId").Reads(x => x.Node.AuthorId);
        Field<NonNullGraphType<StringGraphType>>("locale").Description("The language it is written in.").Reads(x => x.Node.Locale);
        Field<NonNullGraphType<BodyFormatType>>("bodyFormat").Reads(x => x.Node.BodyFormat);
        Field<NonNullGraphType<StringGraphType>>("body").Description("As it was written, in bodyFormat; not sanitised.").Reads(x => x.Node.Body
            ?? throw new InvalidOperationException("The body was selected and not read."));
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("createdAt").Reads(x => x.Node.CreatedAt);
        Field<DateTimeOffsetGraphType>("publishedAt").Description("When it was first let through.").Reads(x => x.Node.PublishedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Reads(x => x.Node.UpdatedAt);
        Field<NonNullGraphType<LongGraphType>>("version").Description("Give it as expectedVersion to change only what you have seen.").Reads(x => x.Node.Version);
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
        Field<NonNullGraphType<UuidType>>("id").Reads(x => x.Node.Id);
        Field<NonNullGraphType<LongGraphType>>("version").Reads(x => x.Node.Version);
        Field<NonNullGraphType<TopicStateType>>("state").Reads(x => TopicStates.Of(x.Node.Status, x.Node.IsClosed));
    }
}

/// <summary>A changed reply; the read model follows some milliseconds later.</summary>
internal sealed class ReplyPayloadType : ObjectGraphType<NodeResult>
{
    public ReplyPayloadType()
    {
        Name = "ReplyPayload";
        Field<NonNullGraphType<UuidType>>("id").Reads(x => x.Node.Id);
        Field<NonNullGraphType<LongGraphType>>("version").Reads(x => x.Node.Version);
        Field<NonNullGraphType<ReplyStateType>>("state").Description("PENDING where it has to wait for a moderator.")
            .Reads(x => ReplyStates.Of(x.Node.Status, x.Node.RejectionReason));
    }
}
