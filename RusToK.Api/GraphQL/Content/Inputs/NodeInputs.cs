using System.Text.Json;
using GraphQL.Types;
using RusToK.Api.GraphQL.Content.Types;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Content.Queries;

namespace RusToK.Api.GraphQL.Content.Inputs;

internal sealed class NodeTextInput : InputObjectGraphType
{
    public NodeTextInput()
    {
        Name = "NodeTextInput";
        Description = "A node's words in one language.";
        Field<StringGraphType>("locale").Description("BCP 47 tag; the tenant's default when absent.");
        Field<NonNullGraphType<StringGraphType>>("title").Description("1 to 255 characters.");
        Field<StringGraphType>("slug").Description("Unique per locale and kind; made of the title when absent.");
        Field<StringGraphType>("excerpt").Description("At most 1000 characters.");
        Field<NonNullGraphType<BodyFormatType>>("bodyFormat").DefaultValue(BodyFormat.Markdown);
        Field<StringGraphType>("body").Description("At most 1,000,000 characters.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new NodeText
    {
        Locale = value.Find<string>("locale"),
        Title = value.Get<string>("title"),
        Slug = value.Find<string>("slug"),
        Excerpt = value.Find<string>("excerpt"),
        BodyFormat = value.Get<BodyFormat>("bodyFormat"),
        Body = value.Find<string>("body"),
    };
}

internal sealed class CreateNodeInput : InputObjectGraphType
{
    public CreateNodeInput()
    {
        Name = "CreateNodeInput";
        Field<UuidType>("id").Description("The caller's id for it; a new UUIDv7 when absent.");
        Field<NonNullGraphType<NodeKindType>>("kind");
        Field<UuidType>("parentId");
        Field<UuidType>("authorId").Description("The acting user when absent.");
        Field<UuidType>("categoryId");
        Field<ListGraphType<NonNullGraphType<UuidType>>>("tagIds");
        Field<NonNullGraphType<IntGraphType>>("position").DefaultValue(0);
        Field<JsonType>("metadata").Description("A JSON object.");
        Field<NonNullGraphType<NodeStatusType>>("status").Description("DRAFT or PUBLISHED.").DefaultValue(NodeStatus.Draft);
        Field<DateTimeOffsetGraphType>("publishedAt").Description("When it was first published, not in the future.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<NodeTextInput>>>>("translations").Description("At least one, one a locale.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new CreateNode
    {
        Id = value.Find<Guid?>("id"),
        Kind = value.Get<NodeKind>("kind"),
        ParentId = value.Find<Guid?>("parentId"),
        AuthorId = value.Find<Guid?>("authorId"),
        CategoryId = value.Find<Guid?>("categoryId"),
        TagIds = value.List<Guid>("tagIds"),
        Position = value.Get<int>("position"),
        Metadata = value.Find<JsonElement?>("metadata"),
        Status = value.Get<NodeStatus>("status"),
        PublishedAt = value.Find<DateTimeOffset?>("publishedAt"),
        Translations = value.List<NodeText>("translations"),
    };
}

/// <summary>The fields of every input that changes a thing there is.</summary>
internal abstract class ChangeInput : InputObjectGraphType
{
    protected ChangeInput(string name)
    {
        Name = name;
        Field<NonNullGraphType<UuidType>>("id");
        Field<LongGraphType>("expectedVersion").Description("Refuse when it has another version; absent: change whatever there is.");
    }

    protected static (Guid Id, long? ExpectedVersion) Target(IDictionary<string, object?> value) =>
        (value.Get<Guid>("id"), value.Find<long?>("expectedVersion"));
}

internal sealed class UpdateNodeInput : ChangeInput
{
    public UpdateNodeInput()
        : base("UpdateNodeInput")
    {
        Description = "Absent fields stay as they are; null clears.";
        Field<UuidType>("parentId").Description("Moves the node with all that is below it.");
        Field<UuidType>("authorId");
        Field<UuidType>("categoryId");
        Field<IntGraphType>("position");
        Field<JsonType>("metadata").Description("Replaces the whole object; null empties it.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new UpdateNode(id, expectedVersion)
        {
            ParentId = value.Change<Guid?>("parentId"),
            AuthorId = value.Change<Guid?>("authorId"),
            CategoryId = value.Change<Guid?>("categoryId"),
            Position = value.ContainsKey("position") ? value.Find<int>("position") : default(Core.Content.Change<int>),
            Metadata = value.TryGetValue("metadata", out var metadata)
                ? metadata is JsonElement { ValueKind: not JsonValueKind.Null } json ? json : JsonElement.Parse("{}")
                : default(Core.Content.Change<JsonElement>),
        };
    }
}

internal sealed class TranslateNodeInput : ChangeInput
{
    public TranslateNodeInput()
        : base("TranslateNodeInput") => Field<NonNullGraphType<NodeTextInput>>("translation").Description("Replaces the words in its language; without a slug the old one stays.");

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new TranslateNode(id, value.Get<NodeText>("translation"), expectedVersion);
    }
}

internal sealed class RemoveNodeTranslationInput : ChangeInput
{
    public RemoveNodeTranslationInput()
        : base("RemoveNodeTranslationInput") => Field<NonNullGraphType<StringGraphType>>("locale");

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new RemoveNodeTranslation(id, value.Get<string>("locale"), expectedVersion);
    }
}

internal sealed class PublishNodeInput : ChangeInput
{
    public PublishNodeInput()
        : base("PublishNodeInput") =>
        Field<DateTimeOffsetGraphType>("publishedAt").Description("Not in the future; the date it had, or else now, when absent.");

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new PublishNode(id, value.Find<DateTimeOffset?>("publishedAt"), expectedVersion);
    }
}

internal sealed class UnpublishNodeInput() : ChangeInput("UnpublishNodeInput")
{
    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new UnpublishNode(id, expectedVersion);
    }
}

internal sealed class ArchiveNodeInput : ChangeInput
{
    public ArchiveNodeInput()
        : base("ArchiveNodeInput") => Field<NonNullGraphType<StringGraphType>>("reason").Description("1 to 500 characters.");

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new ArchiveNode(id, value.Get<string>("reason"), expectedVersion);
    }
}

internal sealed class RestoreNodeInput() : ChangeInput("RestoreNodeInput")
{
    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new RestoreNode(id, expectedVersion);
    }
}

internal sealed class DeleteNodeInput() : ChangeInput("DeleteNodeInput")
{
    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new DeleteNode(id, expectedVersion);
    }
}

internal sealed class AttachTagsInput : ChangeInput
{
    public AttachTagsInput()
        : base("AttachTagsInput") => Field<NonNullGraphType<ListGraphType<NonNullGraphType<UuidType>>>>("tagIds");

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new AttachTags(id, value.List<Guid>("tagIds"), expectedVersion);
    }
}

internal sealed class DetachTagsInput : ChangeInput
{
    public DetachTagsInput()
        : base("DetachTagsInput") => Field<NonNullGraphType<ListGraphType<NonNullGraphType<UuidType>>>>("tagIds");

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new DetachTags(id, value.List<Guid>("tagIds"), expectedVersion);
    }
}

internal sealed class NodeFilterInput : InputObjectGraphType
{
    public NodeFilterInput()
    {
        Name = "NodeFilter";
        Field<NodeKindType>("kind");
        Field<NonNullGraphType<NodeStatusType>>("status").DefaultValue(NodeStatus.Published);
        Field<UuidType>("categoryId");
        Field<UuidType>("tagId");
        Field<StringGraphType>("tagSlug").Description("In any language.");
        Field<UuidType>("authorId");
        Field<UuidType>("parentId");
        Field<DateTimeOffsetGraphType>("publishedAfter").Description("First published then or later.");
        Field<DateTimeOffsetGraphType>("publishedBefore").Description("First published before then.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new NodeFilter
    {
        Kind = value.Find<NodeKind?>("kind"),
        Status = value.Get<NodeStatus>("status"),
        CategoryId = value.Find<Guid?>("categoryId"),
        TagId = value.Find<Guid?>("tagId"),
        TagSlug = value.Find<string>("tagSlug"),
        AuthorId = value.Find<Guid?>("authorId"),
        ParentId = value.Find<Guid?>("parentId"),
        PublishedAfter = value.Find<DateTimeOffset?>("publishedAfter"),
        PublishedBefore = value.Find<DateTimeOffset?>("publishedBefore"),
    };
}
