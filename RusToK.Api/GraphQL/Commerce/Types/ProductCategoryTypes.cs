using GraphQL.Types;
using RusToK.Api.GraphQL.Content;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Core.Commerce.Catalog.Queries;

namespace RusToK.Api.GraphQL.Commerce.Types;

internal sealed class ProductCategoryType : ObjectGraphType<Localized<ProductCategoryDocument>>
{
    public ProductCategoryType()
    {
        Name = "ProductCategory";
        Field<NonNullGraphType<UuidType>>("id").Resolve(c => c.Source.Value.Id);
        Field<UuidType>("parentId").Resolve(c => c.Source.Value.ParentId);
        Field<ProductCategoryType>("parent").Resolve(c => c.Source.Value.ParentId is { } id ? c.LoadProductCategory(id, c.Source.Locales) : null);
        Field<NonNullGraphType<IntGraphType>>("position").Resolve(c => c.Source.Value.Position);
        Field<NonNullGraphType<LongGraphType>>("version").Resolve(c => c.Source.Value.Version);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("createdAt").Resolve(c => c.Source.Value.CreatedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Resolve(c => c.Source.Value.UpdatedAt);
        Field<NonNullGraphType<StringGraphType>>("locale").Description("The language served, which may be one that stands in.").Resolve(c => c.Source.Value.Locale);
        Field<NonNullGraphType<StringGraphType>>("name").Resolve(c => c.Source.Value.Name);
        Field<NonNullGraphType<StringGraphType>>("slug").Resolve(c => c.Source.Value.Slug);
        Field<StringGraphType>("description").Resolve(c => c.Source.Value.Description);
    }
}

internal sealed class ProductCategoryEdgeType() : EdgeType<Localized<ProductCategoryDocument>, ProductCategoryType>("ProductCategory");

internal sealed class ProductCategoryConnectionType()
    : ConnectionType<Localized<ProductCategoryDocument>, ProductCategoryType, ProductCategoryEdgeType>("ProductCategory");
