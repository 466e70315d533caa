using GraphQL;
using GraphQL.Types;
using RusToK.Api.GraphQL.Content.Inputs;
using RusToK.Api.GraphQL.Content.Types;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Access;
using RusToK.Api.GraphQL.Server.Execution;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Queries;
using RusToK.Core.Errors;
using RusToK.Core.Identity.Access;

namespace RusToK.Api.GraphQL.Content;

/// <summary>Queries of the content: they read the read models only.</summary>
internal static class ContentQueryFields
{
    internal const string LocaleDescription = "The language wanted; where there is none of it, the tenant's fallbacks and default stand in.";

    public static void AddTo(ObjectGraphType query)
    {
        query.Field<NodeType>("node")
            .Description("One node, by id, or by kind and slug.")
            .Argument<UuidType>("id")
            .Argument<NodeKindType>("kind")
            .Argument<StringGraphType>("slug")
            .Argument<NodeStatusType>("status", a => { a.Description = "Only in this status; null for any."; a.DefaultValue = NodeStatus.Published; })
            .Argument<StringGraphType>(ContentContext.LocaleArgument, LocaleDescription)
            .RequirePermission(Permissions.NodeReadDrafts, when: static c => c.GetArgument<NodeStatus?>("status") != NodeStatus.Published)
            .WithResolverSpan()
            .ResolveAsync(async c => await FindAsync(c));

        query.Field<NonNullGraphType<NodeConnectionType>>("nodes")
            .Description("Nodes in an order; published ones unless the filter says otherwise.")
            .Argument<NodeFilterInput>("filter")
            .Argument<NonNullGraphType<NodeOrderType>>("orderBy", a => a.DefaultValue = NodeOrder.PublishedAtDesc)
            .Argument<StringGraphType>(ContentContext.LocaleArgument, LocaleDescription)
            .Paged()
            .RequirePermission(Permissions.NodeReadDrafts, when: static c => c.GetArgument<NodeFilter?>("filter") is { Status: not NodeStatus.Published })
            .WithResolverSpan()
            .ResolveAsync(async c =>
            {
                var (locales, order) = (c.Locales(), c.GetArgument<NodeOrder>("orderBy"));
                var page = await c.Nodes().ListAsync(
                    c.TenantId(), c.GetArgument<NodeFilter?>("filter") ?? new NodeFilter(), order, c.PageOf(NodeQueries.ListOf(order)),
                    locales.Locales, c.Selects("body"), c.CancellationToken);
                return page.In(locales);
            });

        query.Field<NonNullGraphType<SearchConnectionType>>("search")
            .Description("Published nodes that hold the words, best first; when none does, nodes whose titles hold similar words.")
            .Argument<NonNullGraphType<StringGraphType>>("query", "Words, \"phrases\", or, -without; at most 200 characters.")
            .Argument<NodeKindType>("kind")
            .Argument<StringGraphType>(ContentContext.LocaleArgument, LocaleDescription)
            .Argument<IntGraphType>("first", "1 to 100; 20 when absent.")
            .Argument<StringGraphType>("after", "Only what follows this cursor.")
            .WithResolverSpan()
            .ResolveAsync(async c =>
            {
                var locales = c.Locales();
                var page = await c.Service<SearchQueries>().SearchAsync(
                    c.TenantId(), c.GetArgument<string>("query"), c.GetArgument<NodeKind?>("kind"), locales.Locales,
                    c.GetArgument<int?>("first"), c.GetArgument<string?>("after"), c.Selects("body"), c.CancellationToken);
                return new Localized<Page<SearchHit>>(page, locales);
            });

        query.Field<CategoryType>("category")
            .Description("One category, by id or by slug.")
            .Argument<UuidType>("id")
            .Argument<StringGraphType>("slug")
            .Argument<StringGraphType>(ContentContext.LocaleArgument, LocaleDescription)
            .WithResolverSpan()
            .ResolveAsync(async c => await FindCategoryAsync(c));

        query.Field<NonNullGraphType<CategoryConnectionType>>("categories")
            .Description("Categories by position.")
            .Argument<UuidType>("parentId", "Only those directly below it.")
            .Argument<NonNullGraphType<BooleanGraphType>>("roots", a => { a.Description = "Only those below nothing."; a.DefaultValue = false; })
            .Argument<StringGraphType>(ContentContext.LocaleArgument, LocaleDescription)
            .Paged()
            .WithResolverSpan()
            .ResolveAsync(async c =>
            {
                var locales = c.Locales();
                var page = await c.Names().CategoriesAsync(
                    c.TenantId(), c.GetArgument<Guid?>("parentId"), c.GetArgument<bool>("roots"), c.PageOf(NameQueries.CategoryList),
                    locales.Locales, c.CancellationToken);
                return page.In(locales);
            });

        query.Field<NonNullGraphType<TagConnectionType>>("tags")
            .Description("Tags by name.")
            .Argument<StringGraphType>(ContentContext.LocaleArgument, LocaleDescription)
            .Paged()
            .WithResolverSpan()
            .ResolveAsync(async c =>
            {
                var locales = c.Locales();
                var page = await c.Names().TagsAsync(c.TenantId(), c.PageOf(NameQueries.TagList), locales.Locales, c.CancellationToken);
                return page.In(locales);
            });

        ForumQueryFields.AddTo(query);
        MenuFields.AddQueries(query);
    }

    private static async Task<Localized<NodeDocument>?> FindAsync(IResolveFieldContext c)
    {
        var (id, kind, slug, locales) = (c.GetArgument<Guid?>("id"), c.GetArgument<NodeKind?>("kind"), c.GetArgument<string?>("slug"), c.Locales());
        var (queries, status, body) = (c.Nodes(), c.GetArgument<NodeStatus?>("status"), c.Selects("body"));
        var node = (id, kind, slug) switch
        {
            ({ } wanted, null, null) => await queries.FindAsync(c.TenantId(), wanted, status, locales.Locales, body, c.CancellationToken),
            (null, { } ofKind, { } named) => await queries.FindBySlugAsync(c.TenantId(), ofKind, named, status, locales.Locales, body, c.CancellationToken),
            _ => throw new InvalidInputException("id", "one-of", "Give either id, or kind and slug."),
        };
        return node.In(locales);
    }

    private static async Task<Localized<CategoryDocument>?> FindCategoryAsync(IResolveFieldContext c)
    {
        var (id, slug, locales, queries) = (c.GetArgument<Guid?>("id"), c.GetArgument<string?>("slug"), c.Locales(), c.Names());
        var category = (id, slug) switch
        {
            ({ } wanted, null) => (await queries.CategoriesAsync(c.TenantId(), [wanted], locales.Locales, c.CancellationToken)).GetValueOrDefault(wanted),
            (null, { } named) => await queries.CategoryBySlugAsync(c.TenantId(), named, locales.Locales, c.CancellationToken),
            _ => throw new InvalidInputException("id", "one-of", "Give either id or slug."),
        };
        return category.In(locales);
    }
}
