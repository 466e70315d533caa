using GraphQL.Types;
using RusToK.Api.GraphQL.Commerce.Types;
using RusToK.Api.GraphQL.Content.Inputs;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Queries;

namespace RusToK.Api.GraphQL.Commerce.Inputs;

internal sealed class ProductFilterInput : InputObjectGraphType
{
    public ProductFilterInput()
    {
        Name = "ProductFilter";
        Description = "All fields must fit; of several values of one field, one is enough.";
        Field<ProductStatusType>("status").Description("Null for any.").DefaultValue(ProductStatus.Active);
        Field<ListGraphType<NonNullGraphType<StringGraphType>>>("vendors");
        Field<ListGraphType<NonNullGraphType<StringGraphType>>>("types");
        Field<ListGraphType<NonNullGraphType<StringGraphType>>>("tags");
        Field<UuidType>("collectionId");
        Field<UuidType>("categoryId").Description("Those below it are meant as well.");
        Field<BooleanGraphType>("inStock").Description("Whether some variant can be ordered.");
        Field<PriceFilterInput>("price").Description("By the lowest regular price of a product.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new ProductFilter
    {
        Status = value.Find<ProductStatus?>("status"),
        Vendors = value.List<string>("vendors"),
        Types = value.List<string>("types"),
        Tags = value.List<string>("tags"),
        CollectionId = value.Find<Guid?>("collectionId"),
        CategoryId = value.Find<Guid?>("categoryId"),
        InStock = value.Find<bool?>("inStock"),
        Price = value.Find<PriceFilter>("price"),
    };
}

internal sealed class PriceFilterInput : InputObjectGraphType
{
    public PriceFilterInput()
    {
        Name = "PriceFilter";
        Field<NonNullGraphType<StringGraphType>>("currency").Description("ISO 4217 code.");
        Field<DecimalType>("min").Description("At least this.");
        Field<DecimalType>("max").Description("At most this.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        new PriceFilter(value.Get<string>("currency"), value.Find<decimal?>("min"), value.Find<decimal?>("max"));
}
