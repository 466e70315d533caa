using GraphQL.Types;
using RusToK.Api.GraphQL.Content;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Execution;
using RusToK.Api.GraphQL.Server.Limits;
using RusToK.Api.GraphQL.Server.Plain;
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
            .Reads(x => x.Page.Items.Select(i => new Edge<ProductView>(x.View(i.Item), i.Cursor)));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ProductType>>>>("nodes").Reads(x => x.Products);
        Field<NonNullGraphType<PageInfoType>>("pageInfo").Reads(x => PageInfo.Of(x.Page));
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
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<FacetValueType>>>>("vendors").WithCost(0).Reads(x => x.Value.Vendors);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<FacetValueType>>>>("types").WithCost(0).Reads(x => x.Value.Types);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<FacetValueType>>>>("tags").WithCost(0).Reads(x => x.Value.Tags);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<CollectionFacetType>>>>("collections")
            .Reads(x => x.Value.Collections.Select(f => new Localized<FacetCount<Guid>>(f, x.Locales)));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<CategoryFacetType>>>>("categories")
            .Description("Of those the products are in themselves.")
            .Reads(x => x.Value.Categories.Select(f => new Localized<FacetCount<Guid>>(f, x.Locales)));
        Field<NonNullGraphType<LongGraphType>>("inStock").Reads(x => x.Value.InStock);
        Field<NonNullGraphType<LongGraphType>>("outOfStock").Reads(x => x.Value.OutOfStock);
        Field<FacetRangeType>("price").WithCost(0).Description("The range of the lowest regular prices; null without a currency or prices.").Reads(x => x.Value.Price);
        Field<NonNullGraphType<BooleanGraphType>>("isComplete")
            .Description("False when there are more than 10,000 products, or 5,000 in a search; then so many of them are counted.")
            .Reads(x => x.Value.IsComplete);
    }
}

internal sealed class FacetValueType : ObjectGraphType<FacetCount<string>>
{
    public FacetValueType()
    {
        Name = "FacetValue";
        Field<NonNullGraphType<StringGraphType>>("value").Reads(x => x.Value);
        Field<NonNullGraphType<LongGraphType>>("count").Reads(x => x.Count);
    }
}

internal sealed class CollectionFacetType : ObjectGraphType<Localized<FacetCount<Guid>>>
{
    public CollectionFacetType()
    {
        Name = "CollectionFacet";
        Field<NonNullGraphType<UuidType>>("id").Reads(x => x.Value.Value);
        Field<NonNullGraphType<LongGraphType>>("count").Reads(x => x.Value.Count);
        Field<CollectionType>("collection").Resolve(c => c.LoadCollection(c.Source.Value.Value, c.Source.Locales));
    }
}

internal sealed class CategoryFacetType : ObjectGraphType<Localized<FacetCount<Guid>>>
{
    public CategoryFacetType()
    {
        Name = "ProductCategoryFacet";
        Field<NonNullGraphType<UuidType>>("id").Reads(x => x.Value.Value);
        Field<NonNullGraphType<LongGraphType>>("count").Reads(x => x.Value.Count);
        Field<ProductCategoryType>("category").Resolve(c => c.LoadProductCategory(c.Source.Value.Value, c.Source.Locales));
    }
}

internal sealed class FacetRangeType : ObjectGraphType<FacetRange>
{
    public FacetRangeType()
    {
        Name = "FacetRange";
        Field<NonNullGraphType<StringGraphType>>("currency").Reads(x => x.Currency);
        Field<NonNullGraphType<DecimalType>>("min").Reads(x => Currencies.Format(x.Currency, x.Min));
        Field<NonNullGraphType<DecimalType>>("max").Reads(x => Currencies.Format(x.Currency, x.Max));
    }
}
