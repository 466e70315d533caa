using GraphQL.Types;
using RusToK.Api.GraphQL.Commerce.Types;
using RusToK.Api.GraphQL.Content.Inputs;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Products.Commands;
using RusToK.Core.Commerce.Catalog.Variants;

namespace RusToK.Api.GraphQL.Commerce.Inputs;

internal sealed class ProductTextInput : InputObjectGraphType
{
    public ProductTextInput()
    {
        Name = "ProductTextInput";
        Field<StringGraphType>("locale").Description("BCP 47 tag; the tenant's default when absent.");
        Field<NonNullGraphType<StringGraphType>>("title").Description("1 to 255 characters.");
        Field<StringGraphType>("handle").Description("Unique per locale; made of the title when absent.");
        Field<StringGraphType>("description").Description("HTML, at most 100,000 characters.");
        Field<StringGraphType>("seoTitle").Description("At most 255 characters.");
        Field<StringGraphType>("seoDescription").Description("At most 1000 characters.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new ProductText
    {
        Locale = value.Find<string>("locale"),
        Title = value.Get<string>("title"),
        Handle = value.Find<string>("handle"),
        Description = value.Find<string>("description"),
        SeoTitle = value.Find<string>("seoTitle"),
        SeoDescription = value.Find<string>("seoDescription"),
    };
}

internal sealed class ProductOptionInput : InputObjectGraphType
{
    public ProductOptionInput()
    {
        Name = "ProductOptionInput";
        Field<NonNullGraphType<StringGraphType>>("name").Description("1 to 255 characters.");
        Field<ListGraphType<NonNullGraphType<StringGraphType>>>("values").Description("At most 100; of a new product, those of its variants when absent.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        new ProductOption(value.Get<string>("name"), value.List<string>("values"));
}

internal sealed class ProductImageInput : InputObjectGraphType
{
    public ProductImageInput()
    {
        Name = "ProductImageInput";
        Field<NonNullGraphType<StringGraphType>>("url").Description("An absolute http or https address.");
        Field<StringGraphType>("alt").Description("At most 512 characters.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new ProductImage(value.Get<string>("url"), value.Find<string>("alt"));
}

internal sealed class CreateProductInput : InputObjectGraphType
{
    public CreateProductInput()
    {
        Name = "CreateProductInput";
        Field<UuidType>("id").Description("The caller's id for it; a new UUIDv7 when absent.");
        Field<NonNullGraphType<ProductStatusType>>("status").Description("DRAFT or ACTIVE.").DefaultValue(ProductStatus.Draft);
        Field<StringGraphType>("vendor");
        Field<StringGraphType>("type");
        Field<ListGraphType<NonNullGraphType<StringGraphType>>>("tags").Description("At most 250.");
        Field<UuidType>("categoryId");
        Field<ListGraphType<NonNullGraphType<ProductOptionInput>>>("options").Description("At most 3.");
        Field<ListGraphType<NonNullGraphType<ProductImageInput>>>("images").Description("At most 250, in their order.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ProductTextInput>>>>("translations").Description("At least one, one a locale.");
        Field<ListGraphType<NonNullGraphType<VariantInput>>>("variants").Description("1 to 100; one is made for a product without options when absent.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new CreateProduct
    {
        Id = value.Find<Guid?>("id"),
        Status = value.Get<ProductStatus>("status"),
        Vendor = value.Find<string>("vendor"),
        Type = value.Find<string>("type"),
        Tags = value.List<string>("tags"),
        CategoryId = value.Find<Guid?>("categoryId"),
        Options = value.List<ProductOption>("options"),
        Images = value.List<ProductImage>("images"),
        Translations = value.List<ProductText>("translations"),
        Variants = value.List<VariantDraft>("variants"),
    };
}

internal sealed class UpdateProductInput : ChangeInput
{
    public UpdateProductInput()
        : base("UpdateProductInput")
    {
        Description = "Absent fields stay as they are; null clears.";
        Field<StringGraphType>("vendor");
        Field<StringGraphType>("type");
        Field<ListGraphType<NonNullGraphType<StringGraphType>>>("tags").Description("Replaces all of them.");
        Field<UuidType>("categoryId");
        Field<ListGraphType<NonNullGraphType<ProductOptionInput>>>("options").Description("As many as there are, in their order, with all values that variants have.");
        Field<ListGraphType<NonNullGraphType<ProductImageInput>>>("images").Description("Replaces all of them.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new UpdateProduct(id, expectedVersion)
        {
            Vendor = value.Change<string?>("vendor"),
            Type = value.Change<string?>("type"),
            Tags = value.ListChange<string>("tags"),
            CategoryId = value.Change<Guid?>("categoryId"),
            Options = value.ListChange<ProductOption>("options"),
            Images = value.ListChange<ProductImage>("images"),
        };
    }
}

internal sealed class TranslateProductInput : ChangeInput
{
    public TranslateProductInput()
        : base("TranslateProductInput") =>
        Field<NonNullGraphType<ProductTextInput>>("translation").Description("Replaces the words in its language; without a handle the old one stays.");

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new TranslateProduct(id, value.Get<ProductText>("translation"), expectedVersion);
    }
}

internal sealed class RemoveProductTranslationInput : ChangeInput
{
    public RemoveProductTranslationInput()
        : base("RemoveProductTranslationInput") =>
        Field<NonNullGraphType<StringGraphType>>("locale");

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new RemoveProductTranslation(id, value.Get<string>("locale"), expectedVersion);
    }
}

internal sealed class ActivateProductInput() : ChangeInput("ActivateProductInput")
{
    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new ActivateProduct(id, expectedVersion);
    }
}

internal sealed class DeactivateProductInput() : ChangeInput("DeactivateProductInput")
{
    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new DeactivateProduct(id, expectedVersion);
    }
}

internal sealed class ArchiveProductInput() : ChangeInput("ArchiveProductInput")
{
    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new ArchiveProduct(id, expectedVersion);
    }
}

internal sealed class RestoreProductInput() : ChangeInput("RestoreProductInput")
{
    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new RestoreProduct(id, expectedVersion);
    }
}

internal sealed class DeleteProductInput() : ChangeInput("DeleteProductInput")
{
    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new DeleteProduct(id, expectedVersion);
    }
}
