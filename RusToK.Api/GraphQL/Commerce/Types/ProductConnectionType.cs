using GraphQL.Types;
using RusToK.Api.GraphQL.Content;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Execution;
using RusToK.Api.GraphQL.Server.Limits;
using RusToK.Core.Commerce.Catalog.Queries;
using RusToK.Core.Commerce.Money;

namespace RusToK.Api.GraphQL.Commerce.Types;

internal sealed class ProductEdgeType() : EdgeType<ProductView, ProductType>("Product");

internal sealed class ProductConnectionType : ObjectGraphType<ProductPage>
{
    public ProductConnectionType()
    {
        Name = "ProductConnection";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ProductEdgeType>>>>("edges")
            .Resolve(c => c.Source.Page.Items.Select(i => new Edge<ProductView>(c.Source.View(i.Item), i.Cursor)));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ProductType>>>>("nodes").Resolve(c => c.Source.Products);
        Field<NonNullGraphType<PageInfoType>>("pageInfo").Resolve(c => PageInfo.Of(c.Source.Page));
        Field<NonNullGraphType<ProductFacetsType>>("facets").WithCost(20)
            .Description("What the products of the whole list have in common. Each facet counts as if its own field of the filter were not given.")
            .WithResolverSpan()
            .ResolveAsync(async c => new Localized<ProductFacets>(
                await c.Service<ProductFacetQueries>().CountAsync(c.TenantId(), c.Source.List, c.CancellationToken), c.Source.Locales));
    }
}

internal sealed class ProductFacetsType : ObjectGraphType<Localized<ProductFacets>>
{
    public ProductFacetsType()
    {
        Name = "ProductFacets";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<FacetValueType>>>>("vendors").WithCost(0).Resolve(c => c.Source.Value.Vendors);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<FacetValueType>>>>("types").WithCost(0).Resolve(c => c.Source.Value.Types);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<FacetValueType>>>>("tags").WithCost(0).Resolve(c => c.Source.Value.Tags);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<CollectionFacetType>>>>("collections")
            .Resolve(c => c.Source.Value.Collections.Select(f => new Localized<FacetCount<Guid>>(f, c.Source.Locales)));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<CategoryFacetType>>>>("categories")
            .Description("Of those the products are in themselves.")
            .Resolve(c => c.Source.Value.Categories.Select(f => new Localized<FacetCount<Guid>>(f, c.Source.Locales)));
        Field<NonNullGraphType<LongGraphType>>("inStock").Resolve(c => c.Source.Value.InStock);
        Field<NonNullGraphType<LongGraphType>>("outOfStock").Resolve(c => c.Source.Value.OutOfStock);
        Field<FacetRangeType>("price").WithCost(0).Description("The range of the lowest regular prices; null without a currency or prices.").Resolve(c => c.Source.Value.Price);
        Field<NonNullGraphType<BooleanGraphType>>("isComplete")
            .Description("False when there are more than 10,000 products, or 5,000 in a search; then so many of them are counted.")
            .Resolve(c => c.Source.Value.IsComplete);
    }
}

internal sealed class FacetValueType : ObjectGraphType<FacetCount<string>>
{
    public FacetValueType()
    {
        Name = "FacetValue";
        Field<NonNullGraphType<StringGraphType>>("value").Resolve(c => c.Source.Value);
        Field<NonNullGraphType<LongGraphType>>("count").Resolve(c => c.Source.Count);
    }
}

internal sealed class CollectionFacetType : ObjectGraphType<Localized<FacetCount<Guid>>>
{
    public CollectionFacetType()
    {
        Name = "CollectionFacet";
        Field<NonNullGraphType<UuidType>>("id").Resolve(c => c.Source.Value.Value);
        Field<NonNullGraphType<LongGraphType>>("count").Resolve(c => c.Source.Value.Count);
        Field<CollectionType>("collection").Resolve(c => c.LoadCollection(c.Source.Value.Value, c.Source.Locales));
    }
}

internal sealed class CategoryFacetType : ObjectGraphType<Localized<FacetCount<Guid>>>
{
    public CategoryFacetType()
    {
        Name = "ProductCategoryFacet";
        Field<NonNullGraphType<UuidType>>("id").Resolve(c => c.Source.Value.Value);
        Field<NonNullGraphType<LongGraphType>>("count").Resolve(c => c.Source.Value.Count);
        Field<ProductCategoryType>("category").Resolve(c => c.LoadProductCategory(c.Source.Value.Value, c.Source.Locales));
    }
}

internal sealed class FacetRangeType : ObjectGraphType<FacetRange>
{
    public FacetRangeType()
    {
        Name = "FacetRange";
        Field<NonNullGraphType<StringGraphType>>("currency").Resolve(c => c.Source.Currency);
        Field<NonNullGraphType<DecimalType>>("min").Resolve(c => Currencies.Format(c.Source.Currency, c.Source.Min));
        Field<NonNullGraphType<DecimalType>>("max").Resolve(c => Currencies.Format(c.Source.Currency, c.Source.Max));
    }
}
