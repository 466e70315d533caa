using GraphQL;
using GraphQL.Types;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Access;
using RusToK.Api.GraphQL.Server.Limits;
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
        Field<NonNullGraphType<UuidType>>("id").Resolve(c => c.Source.Value.Id);
        Field<NonNullGraphType<NodeKindType>>("kind").Resolve(c => c.Source.Value.Kind);
        Field<NonNullGraphType<NodeStatusType>>("status").Resolve(c => c.Source.Value.Status);
        Field<UuidType>("parentId").Resolve(c => c.Source.Value.ParentId);
        Field<NonNullGraphType<IntGraphType>>("depth").Description("Number of ancestors.").Resolve(c => c.Source.Value.Depth);
        Field<UuidType>("authorId").Resolve(c => c.Source.Value.AuthorId);
        Field<UuidType>("categoryId").Resolve(c => c.Source.Value.CategoryId);
        Field<NonNullGraphType<IntGraphType>>("position").Resolve(c => c.Source.Value.Position);
        Field<NonNullGraphType<JsonType>>("metadata").Resolve(c => c.Source.Value.Metadata);
        Field<DateTimeOffsetGraphType>("publishAt").Description("When it will be published; null unless that is planned.").Resolve(c => c.Source.Value.PublishAt);
        Field<DateTimeOffsetGraphType>("unpublishAt").Description("When it will become a draft again; null unless that is planned.").Resolve(c => c.Source.Value.UnpublishAt);
        Field<StringGraphType>("archiveReason").Resolve(c => c.Source.Value.ArchiveReason);
        Field<DateTimeOffsetGraphType>("publishedAt").Description("When it was first published.").Resolve(c => c.Source.Value.PublishedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("createdAt").Resolve(c => c.Source.Value.CreatedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Resolve(c => c.Source.Value.UpdatedAt);
        Field<NonNullGraphType<LongGraphType>>("version").Description("Give it as expectedVersion to change only what you have seen.")
            .Resolve(c => c.Source.Value.Version);
        Field<NonNullGraphType<StringGraphType>>("locale").Description("The language served, which may be one that stands in.").Resolve(c => c.Source.Value.Locale);
        Field<NonNullGraphType<StringGraphType>>("title").Resolve(c => c.Source.Value.Title);
        Field<NonNullGraphType<StringGraphType>>("slug").Resolve(c => c.Source.Value.Slug);
        Field<StringGraphType>("excerpt").Resolve(c => c.Source.Value.Excerpt);
        Field<NonNullGraphType<BodyFormatType>>("bodyFormat").Resolve(c => c.Source.Value.BodyFormat);
        Field<NonNullGraphType<StringGraphType>>("body").Description("As it was written, in bodyFormat; not sanitised.").Resolve(c => c.Source.Value.Body
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
        Field<NonNullGraphType<BodyFormatType>>("bodyFormat").Resolve(c => c.Source.BodyFormat);
        Field<NonNullGraphType<StringGraphType>>("body").Resolve(c => c.Source.Body ?? throw new InvalidOperationException("The body was selected and not read."));
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Resolve(c => c.Source.UpdatedAt);
    }
}

internal sealed class NodeEdgeType() : EdgeType<Localized<NodeDocument>, NodeType>("Node");

internal sealed class NodeConnectionType() : ConnectionType<Localized<NodeDocument>, NodeType, NodeEdgeType>("Node");
