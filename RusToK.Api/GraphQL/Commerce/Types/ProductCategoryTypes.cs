using GraphQL.Types;
using RusToK.Api.GraphQL.Content;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Plain;
using RusToK.Core.Commerce.Catalog.Queries;

namespace RusToK.Api.GraphQL.Commerce.Types;

internal sealed class ProductCategoryType : ObjectGraphType<Localized<ProductCategoryDocument>>
{
    public ProductCategoryType()
    {
        Name = "ProductCategory";
        Field<NonNullGraphType<UuidType>>("id").Reads(x => x.Value.Id);
        Field<UuidType>("parentId").Reads(x => x.Value.ParentId);
        Field<ProductCategoryType>("parent").Resolve(c => c.Source.Value.ParentId is { } id ? c.LoadProductCategory(id, c.Source.Locales) : null);
        Field<NonNullGraphType<IntGraphType>>("position").Reads(x => x.Value.Position);
        Field<NonNullGraphType<LongGraphType>>("version").Reads(x => x.Value.Version);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("createdAt").Reads(x => x.Value.CreatedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Reads(x => x.Value.UpdatedAt);
        Field<NonNullGraphType<StringGraphType>>("locale").Description("The language served, which may be one that stands in.").Reads(x => x.Value.Locale);
        Field<NonNullGraphType<StringGraphType>>("name").Reads(x => x.Value.Name);
        Field<NonNullGraphType<StringGraphType>>("slug").Reads(x => x.Value.Slug);
        Field<StringGraphType>("description").Reads(x => x.Value.Description);
    }
}

internal sealed class ProductCategoryEdgeType() : EdgeType<Localized<ProductCategoryDocument>, ProductCategoryType>("ProductCategory");

internal sealed class ProductCategoryConnectionType()
    : ConnectionType<Localized<ProductCategoryDocument>, ProductCategoryType, ProductCategoryEdgeType>("ProductCategory");
