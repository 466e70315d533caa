using GraphQL.Types;
using RusToK.Api.GraphQL.Content.Inputs;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Core.Commerce.Catalog.Categories.Commands;
using RusToK.Core.Content;

namespace RusToK.Api.GraphQL.Commerce.Inputs;

internal sealed class CreateProductCategoryInput : InputObjectGraphType
{
    public CreateProductCategoryInput()
    {
        Name = "CreateProductCategoryInput";
        Field<UuidType>("id").Description("The caller's id for it; a new UUIDv7 when absent.");
        Field<UuidType>("parentId");
        Field<NonNullGraphType<IntGraphType>>("position").DefaultValue(0);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<CategoryNameInput>>>>("translations").Description("At least one, one a locale.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new CreateProductCategory
    {
        Id = value.Find<Guid?>("id"),
        ParentId = value.Find<Guid?>("parentId"),
        Position = value.Get<int>("position"),
        Translations = value.List<NameText>("translations"),
    };
}

internal sealed class UpdateProductCategoryInput : ChangeInput
{
    public UpdateProductCategoryInput()
        : base("UpdateProductCategoryInput")
    {
        Description = "Absent fields stay as they are.";
        Field<UuidType>("parentId").Description("Moves the category with all that is below it; null makes it a root.");
        Field<IntGraphType>("position");
        Field<ListGraphType<NonNullGraphType<CategoryNameInput>>>("translations").Description("Names to add or replace; without a slug the old one stays.");
        Field<ListGraphType<NonNullGraphType<StringGraphType>>>("removedLocales").Description("Languages to remove; one name stays at least.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new UpdateProductCategory(id, expectedVersion)
        {
            ParentId = value.Change<Guid?>("parentId"),
            Position = value.ValueChange<int>("position"),
            Translations = value.List<NameText>("translations"),
            RemovedLocales = value.List<string>("removedLocales"),
        };
    }
}

internal sealed class DeleteProductCategoryInput() : ChangeInput("DeleteProductCategoryInput")
{
    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new DeleteProductCategory(id, expectedVersion);
    }
}
