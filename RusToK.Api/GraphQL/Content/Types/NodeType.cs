using GraphQL;
using GraphQL.Types;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Access;
using RusToK.Api.GraphQL.Server.Limits;
using RusToK.Api.GraphQL.Server.Plain;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Queries;
using RusToK.Core.Errors;
using RusToK.Core.Identity.Access;

namespace RusToK.Api.GraphQL.Content.Types;

internal sealed class NodeType : ObjectGraphType<Localized<NodeDocument>>
{
    public NodeType()
    {
        Name = "Node";
        Description = "A piece of content in one language.";
        Field<NonNullGraphType<UuidType>>("id").Reads(x => x.Value.Id);
        Field<NonNullGraphType<NodeKindType>>("kind").Reads(x => x.Value.Kind);
        Field<NonNullGraphType<NodeStatusType>>("status").Reads(x => x.Value.Status);
        Field<UuidType>("parentId").Reads(x => x.Value.ParentId);
        Field<NonNullGraphType<IntGraphType>>("depth").Description("Number of ancestors.").Reads(x => x.Value.Depth);
        Field<UuidType>("authorId").Reads(x => x.Value.AuthorId);
        Field<UuidType>("categoryId").Reads(x => x.Value.CategoryId);
        Field<NonNullGraphType<IntGraphType>>("position").Reads(x => x.Value.Position);
        Field<NonNullGraphType<JsonType>>("metadata").Reads(x => x.Value.Metadata);
        Field<DateTimeOffsetGraphType>("publishAt").Description("When it will be published; null unless that is planned.").Reads(x => x.Value.PublishAt);
        Field<DateTimeOffsetGraphType>("unpublishAt").Description("When it will become a draft again; null unless that is planned.").Reads(x => x.Value.UnpublishAt);
        Field<StringGraphType>("archiveReason").Reads(x => x.Value.ArchiveReason);
        Field<DateTimeOffsetGraphType>("publishedAt").Description("When it was first published.").Reads(x => x.Value.PublishedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("createdAt").Reads(x => x.Value.CreatedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Reads(x => x.Value.UpdatedAt);
        Field<NonNullGraphType<LongGraphType>>("version").Description("Give it as expectedVersion to change only what you have seen.")
            .Reads(x => x.Value.Version);
        Field<NonNullGraphType<StringGraphType>>("locale").Description("The language served, which may be one that stands in.").Reads(x => x.Value.Locale);
        Field<NonNullGraphType<StringGraphType>>("title").Reads(x => x.Value.Title);
        Field<NonNullGraphType<StringGraphType>>("slug").Reads(x => x.Value.Slug);
        Field<StringGraphType>("excerpt").Reads(x => x.Value.Excerpt);
        Field<NonNullGraphType<BodyFormatType>>("bodyFormat").Reads(x => x.Value.BodyFormat);
        Field<NonNullGraphType<StringGraphType>>("body").Description("As it was written, in bodyFormat; not sanitised.").Reads(x => x.Value.Body
            ?? throw new InvalidOperationException("The body was selected and not read."));

        Field<NonNullGraphType<ListGraphType<NonNullGraphType<PageBlockType>>>>("blocks").WithAssumedListSize(10)
            .Description("A page's, in the best language in which it has any; none for other kinds.")
            .Resolve(c => c.Source.Value.Kind == NodeKind.Page ? c.LoadBlocks(c.Source.Value.Id, c.Source.Locales) : Array.Empty<object>());

        Field<CategoryType>("category").Resolve(c => c.Source.Value.CategoryId is { } id ? c.LoadCategory(id, c.Source.Locales) : null);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TagType>>>>("tags").WithAssumedListSize(5)
            .Resolve(c => c.LoadTags(c.Source.Value.TagIds, c.Source.Locales));
        Field<NodeType>("parent")
            .Argument<NodeStatusType>("status", a => { a.Description = "Only in this status; null for any."; a.DefaultValue = NodeStatus.Published; })
            .RequirePermission(Permissions.NodeReadDrafts, when: static c => c.GetArgument<NodeStatus?>("status") != NodeStatus.Published)
            .Resolve(c => c.Source.Value.ParentId is { } id
                ? c.LoadNode(id, c.Source.Locales, c.GetArgument<NodeStatus?>("status"), c.Selects("body"))
                : null);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<NodeType>>>>("children")
            .Description("The first by position; all of them by nodes(filter: {parentId}).")
            .Argument<NonNullGraphType<IntGraphType>>("first", a => { a.Description = "1 to 100."; a.DefaultValue = PageRequest.DefaultSize; })
            .Argument<NonNullGraphType<NodeStatusType>>("status", a => a.DefaultValue = NodeStatus.Published)
            .RequirePermission(Permissions.NodeReadDrafts, when: static c => c.GetArgument<NodeStatus>("status") != NodeStatus.Published)
            .Resolve(c => c.LoadChildren(c.Source.Value.Id, c.Source.Locales, c.GetArgument<NodeStatus>("status"), SizeOf(c), c.Selects("body")));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<NodeTranslationType>>>>("translations").WithAssumedListSize(3)
            .Description("Every language it has.")
            .Resolve(c => c.LoadTranslations(c.Source.Value.Id, c.Source.Locales, c.Selects("body")));
    }

    private static int SizeOf(IResolveFieldContext context)
    {
        var first = context.GetArgument<int>("first");
        return first is >= 1 and <= PageRequest.MaxSize
            ? first
            : throw new InvalidInputException("first", "page-size", $"The page size must be 1 to {PageRequest.MaxSize}; it is {first}.");
    }
}

internal sealed class NodeTranslationType : ObjectGraphType<NodeWords>
{
    public NodeTranslationType()
    {
        Name = "NodeTranslation";
        Field(t => t.Locale);
        Field(t => t.Title);
        Field(t => t.Slug);
        Field(t => t.Excerpt, nullable: true);
        Field<NonNullGraphType<BodyFormatType>>("bodyFormat").Reads(x => x.BodyFormat);
        Field<NonNullGraphType<StringGraphType>>("body").Reads(x => x.Body ?? throw new InvalidOperationException("The body was selected and not read."));
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Reads(x => x.UpdatedAt);
    }
}

internal sealed class NodeEdgeType() : EdgeType<Localized<NodeDocument>, NodeType>("Node");

internal sealed class NodeConnectionType() : ConnectionType<Localized<NodeDocument>, NodeType, NodeEdgeType>("Node");
