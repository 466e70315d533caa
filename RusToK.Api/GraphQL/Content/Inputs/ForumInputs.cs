using GraphQL.Types;
using RusToK.Api.GraphQL.Content.Types;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Core.Content.Forum;
using RusToK.Core.Content.Forum.Commands;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Queries;

namespace RusToK.Api.GraphQL.Content.Inputs;

internal sealed class CreateTopicInput : InputObjectGraphType
{
    public CreateTopicInput()
    {
        Name = "CreateTopicInput";
        Field<NonNullGraphType<UuidType>>("categoryId").Description("One of the forum's.");
        Field<NonNullGraphType<StringGraphType>>("title").Description("1 to 255 characters.");
        Field<NonNullGraphType<StringGraphType>>("body").Description("1 to 50,000 characters.");
        Field<NonNullGraphType<BodyFormatType>>("bodyFormat").Description("MARKDOWN or PLAIN.").DefaultValue(BodyFormat.Markdown);
        Field<StringGraphType>("locale").Description("BCP 47 tag; the tenant's default when absent.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new CreateTopic
    {
        CategoryId = value.Get<Guid>("categoryId"),
        Title = value.Get<string>("title"),
        Body = value.Get<string>("body"),
        BodyFormat = value.Get<BodyFormat>("bodyFormat"),
        Locale = value.Find<string>("locale"),
    };
}

internal sealed class EditTopicInput : ChangeInput
{
    public EditTopicInput()
        : base("EditTopicInput")
    {
        Field<NonNullGraphType<StringGraphType>>("title").Description("1 to 255 characters.");
        Field<NonNullGraphType<StringGraphType>>("body").Description("1 to 50,000 characters.");
        Field<NonNullGraphType<BodyFormatType>>("bodyFormat").Description("MARKDOWN or PLAIN.").DefaultValue(BodyFormat.Markdown);
    }

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new EditTopic(
            id, value.Get<string>("title"), value.Get<string>("body"), value.Get<BodyFormat>("bodyFormat"), IsModerator: false, expectedVersion);
    }
}

internal sealed class SetTopicStateInput : ChangeInput
{
    public SetTopicStateInput()
        : base("SetTopicStateInput")
    {
        Field<NonNullGraphType<TopicStateType>>("state");
        Field<StringGraphType>("reason").Description("Why it is archived, 1 to 500 characters; absent otherwise.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new SetTopicState(id, value.Get<TopicState>("state"), value.Find<string>("reason"), expectedVersion);
    }
}

internal sealed class CreateReplyInput : InputObjectGraphType
{
    public CreateReplyInput()
    {
        Name = "CreateReplyInput";
        Field<NonNullGraphType<UuidType>>("topicId").Description("An open topic.");
        Field<NonNullGraphType<StringGraphType>>("body").Description("1 to 50,000 characters.");
        Field<NonNullGraphType<BodyFormatType>>("bodyFormat").Description("MARKDOWN or PLAIN.").DefaultValue(BodyFormat.Markdown);
        Field<StringGraphType>("locale").Description("BCP 47 tag; the tenant's default when absent.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new CreateReply
    {
        TopicId = value.Get<Guid>("topicId"),
        Body = value.Get<string>("body"),
        BodyFormat = value.Get<BodyFormat>("bodyFormat"),
        Locale = value.Find<string>("locale"),
    };
}

internal sealed class CreateCommentInput : InputObjectGraphType
{
    public CreateCommentInput()
    {
        Name = "CreateCommentInput";
        Field<NonNullGraphType<UuidType>>("nodeId").Description("A post or article that is published.");
        Field<NonNullGraphType<StringGraphType>>("body").Description("1 to 50,000 characters.");
        Field<NonNullGraphType<BodyFormatType>>("bodyFormat").Description("MARKDOWN or PLAIN.").DefaultValue(BodyFormat.Markdown);
        Field<StringGraphType>("locale").Description("BCP 47 tag; the tenant's default when absent.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new CreateReply
    {
        TopicId = value.Get<Guid>("nodeId"),
        IsComment = true,
        Body = value.Get<string>("body"),
        BodyFormat = value.Get<BodyFormat>("bodyFormat"),
        Locale = value.Find<string>("locale"),
    };
}

internal sealed class EditReplyInput : ChangeInput
{
    public EditReplyInput()
        : base("EditReplyInput")
    {
        Field<NonNullGraphType<StringGraphType>>("body").Description("1 to 50,000 characters.");
        Field<NonNullGraphType<BodyFormatType>>("bodyFormat").Description("MARKDOWN or PLAIN.").DefaultValue(BodyFormat.Markdown);
    }

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new EditReply(id, value.Get<string>("body"), value.Get<BodyFormat>("bodyFormat"), IsModerator: false, expectedVersion);
    }
}

internal sealed class ModerateReplyInput : ChangeInput
{
    public ModerateReplyInput()
        : base("ModerateReplyInput")
    {
        Field<NonNullGraphType<ReplyStateType>>("state").Description("APPROVED, REJECTED or HIDDEN.");
        Field<StringGraphType>("reason").Description("Why it is rejected or hidden, 1 to 500 characters; absent for an approval.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new ModerateReply(id, value.Get<ReplyState>("state"), value.Find<string>("reason"), expectedVersion);
    }
}

internal sealed class TopicFilterInput : InputObjectGraphType
{
    public TopicFilterInput()
    {
        Name = "TopicFilter";
        Field<UuidType>("categoryId");
        Field<TopicStateType>("state").Description("Open and closed ones when absent; ARCHIVED is for moderators.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        new TopicFilter { CategoryId = value.Find<Guid?>("categoryId"), State = value.Find<TopicState?>("state") };
}

internal sealed class ReplyFilterInput : InputObjectGraphType
{
    public ReplyFilterInput()
    {
        Name = "ReplyFilter";
        Field<NonNullGraphType<ReplyStateType>>("state").DefaultValue(ReplyState.Pending);
        Field<UuidType>("categoryId").Description("Only to topics in it.");
        Field<UuidType>("topicId").Description("Only to it.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new ReplyFilter
    {
        State = value.Get<ReplyState>("state"),
        CategoryId = value.Find<Guid?>("categoryId"),
        TopicId = value.Find<Guid?>("topicId"),
    };
}
