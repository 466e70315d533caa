using Microsoft.AspNetCore.Http.HttpResults;
using RusToK.Api.Errors;
using RusToK.Api.Tenancy;
using RusToK.Core.Content.Caching;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Queries;
using RusToK.Core.Errors;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Api.Rest.Content;

/// <summary>Published content for readers, without GraphQL.</summary>
internal static class ContentApi
{
    public static IEndpointRouteBuilder MapContentApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/content").RequireTenant().WithRefusals().RequireModule("content").WithTags("Content").AllowAnonymous();
        api.MapGet("/nodes", ListAsync).WithSummary("Published nodes in an order, without their bodies");
        api.MapGet("/nodes/{id:guid}", FindAsync).WithSummary("One published node");
        api.MapGet("/nodes/{kind}/{slug}", FindBySlugAsync).WithSummary("The published node of a kind that has a slug");
        api.MapGet("/search", SearchAsync).WithSummary("Published nodes that hold the words, best first");
        api.MapGet("/categories", CategoriesAsync).WithSummary("Categories by position");
        api.MapGet("/tags", TagsAsync).WithSummary("Tags by name");
        return routes;
    }

    private static async Task<Ok<PageResponse<NodeResponse>>> ListAsync(
        CurrentTenant current, PublishedContent published, [AsParameters] PageQuery page, CancellationToken cancellationToken,
        string? kind = null, string? categoryId = null, string? tag = null, string? parentId = null, string? orderBy = null)
    {
        var filter = new NodeFilter
        {
            Kind = QueryValues.EnumOf<NodeKind>("kind", kind),
            CategoryId = QueryValues.IdOf("categoryId", categoryId),
            TagSlug = tag,
            ParentId = QueryValues.IdOf("parentId", parentId),
        };
        var order = QueryValues.EnumOf<NodeOrder>("orderBy", orderBy) ?? NodeOrder.PublishedAtDesc;
        var found = await published.Nodes.ListAsync(
            current.Tenant.Id, filter, order, page.Of(NodeQueries.ListOf(order)), QueryValues.LocalesOf(current.Tenant, page.Locale), withBody: false, cancellationToken);
        return TypedResults.Ok(found.To(NodeResponse.Of));
    }

    private static async Task<Ok<NodeResponse>> FindAsync(
        Guid id, CurrentTenant current, PublishedContent published, CancellationToken cancellationToken, string? locale = null) =>
        TypedResults.Ok(NodeResponse.Of(
            await published.Nodes.FindAsync(current.Tenant.Id, id, NodeStatus.Published, QueryValues.LocalesOf(current.Tenant, locale), withBody: true, cancellationToken)
            ?? throw NotFoundException.For("node", id, "id")));

    private static async Task<Ok<NodeResponse>> FindBySlugAsync(
        string kind, string slug, CurrentTenant current, PublishedContent published, CancellationToken cancellationToken, string? locale = null) =>
        TypedResults.Ok(NodeResponse.Of(
            await published.Nodes.FindBySlugAsync(
                current.Tenant.Id, QueryValues.EnumOf<NodeKind>("kind", kind)!.Value, slug, NodeStatus.Published,
                QueryValues.LocalesOf(current.Tenant, locale), withBody: true, cancellationToken)
            ?? throw new NotFoundException("There is no published node of this kind with this slug.", "slug")));

    private static async Task<Ok<PageResponse<SearchHitResponse>>> SearchAsync(
        CurrentTenant current, SearchQueries queries, [AsParameters] PageQuery page, CancellationToken cancellationToken, string? query = null, string? kind = null)
    {
        var found = await queries.SearchAsync(
            current.Tenant.Id, query ?? "", QueryValues.EnumOf<NodeKind>("kind", kind), QueryValues.LocalesOf(current.Tenant, page.Locale),
            page.Size, page.After, withBody: false, cancellationToken);
        return TypedResults.Ok(found.To(SearchHitResponse.Of));
    }

    private static async Task<Ok<PageResponse<CategoryDocument>>> CategoriesAsync(
        CurrentTenant current, PublishedContent published, [AsParameters] PageQuery page, CancellationToken cancellationToken, string? parentId = null, string? roots = null)
    {
        var found = await published.Names.CategoriesAsync(
            current.Tenant.Id, QueryValues.IdOf("parentId", parentId), QueryValues.FlagOf("roots", roots) ?? false, page.Of(NameQueries.CategoryList),
            QueryValues.LocalesOf(current.Tenant, page.Locale), cancellationToken);
        return TypedResults.Ok(found.To(c => c));
    }

    private static async Task<Ok<PageResponse<TagDocument>>> TagsAsync(
        CurrentTenant current, PublishedContent published, [AsParameters] PageQuery page, CancellationToken cancellationToken)
    {
        var found = await published.Names.TagsAsync(
            current.Tenant.Id, page.Of(NameQueries.TagList), QueryValues.LocalesOf(current.Tenant, page.Locale), cancellationToken);
        return TypedResults.Ok(found.To(t => t));
    }
}
