using Microsoft.AspNetCore.Http.HttpResults;
using RusToK.Api.Errors;
using RusToK.Api.Tenancy;
using RusToK.Core.Commerce.Catalog.Caching;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Queries;
using RusToK.Core.Commerce.Money;
using RusToK.Core.Errors;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Api.Rest.Catalog;

/// <summary>The catalog for buyers, without GraphQL.</summary>
internal static class CatalogApi
{
    private const ProductSelection InLists = ProductSelection.All & ~(ProductSelection.Description | ProductSelection.Collections);

    public static IEndpointRouteBuilder MapCatalogApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/products").RequireTenant().WithRefusals().RequireModule("commerce").WithTags("Catalog").AllowAnonymous();
        api.MapGet("", ListAsync).WithSummary("Active products in an order, or those that fit a search; without their descriptions");
        api.MapGet("/{id:guid}", FindAsync).WithSummary("One active product");
        api.MapGet("/{handle}", FindByHandleAsync).WithSummary("The active product that has a handle");
        return routes;
    }

    private static async Task<Ok<PageResponse<ProductResponse>>> ListAsync(
        CurrentTenant current, PublishedCatalog published, [AsParameters] PageQuery page, CancellationToken cancellationToken,
        string? search = null, string[]? vendor = null, string[]? type = null, string[]? tag = null, string? collectionId = null, string? categoryId = null,
        string? inStock = null, string? orderBy = null, string? currency = null)
    {
        var list = new ProductList
        {
            Filter = new ProductFilter
            {
                Vendors = vendor ?? [],
                Types = type ?? [],
                Tags = tag ?? [],
                CollectionId = QueryValues.IdOf("collectionId", collectionId),
                CategoryId = QueryValues.IdOf("categoryId", categoryId),
                InStock = QueryValues.FlagOf("inStock", inStock),
            },
            Search = search,
            OrderBy = QueryValues.EnumOf<ProductOrder>("orderBy", orderBy),
            Currency = Known(currency),
            Locales = QueryValues.LocalesOf(current.Tenant, page.Locale),
        };
        var found = await published.Products.ListAsync(current.Tenant.Id, list, page.Size, page.After, last: null, before: null, InLists, cancellationToken);
        return TypedResults.Ok(found.To(p => ProductResponse.Of(p, list.Currency)));
    }

    private static async Task<Ok<ProductResponse>> FindAsync(
        Guid id, CurrentTenant current, PublishedCatalog published, CancellationToken cancellationToken, string? locale = null, string? currency = null) =>
        TypedResults.Ok(ProductResponse.Of(
            await published.Products.FindAsync(
                current.Tenant.Id, id, ProductStatus.Active, QueryValues.LocalesOf(current.Tenant, locale), ProductSelection.All, cancellationToken)
            ?? throw NotFoundException.For("product", id, "id"), Known(currency)));

    private static async Task<Ok<ProductResponse>> FindByHandleAsync(
        string handle, CurrentTenant current, PublishedCatalog published, CancellationToken cancellationToken, string? locale = null, string? currency = null) =>
        TypedResults.Ok(ProductResponse.Of(
            await published.Products.FindByHandleAsync(
                current.Tenant.Id, handle, ProductStatus.Active, QueryValues.LocalesOf(current.Tenant, locale), ProductSelection.All, cancellationToken)
            ?? throw new NotFoundException("There is no active product with this handle.", "handle"), Known(currency)));

    private static string? Known(string? currency) =>
        string.IsNullOrEmpty(currency) ? null
        : Currencies.Exists(currency) ? currency
        : throw new InvalidInputException("currency", "iso-4217", "currency must be a currency code of ISO 4217 in capitals, such as EUR.");
}
