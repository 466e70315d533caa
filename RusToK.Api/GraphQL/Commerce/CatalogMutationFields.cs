using GraphQL.Types;
using RusToK.Api.GraphQL.Content;
using RusToK.Api.GraphQL.Commerce.Inputs;
using RusToK.Api.GraphQL.Commerce.Types;
using RusToK.Api.GraphQL.Content.Types;
using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Categories;
using RusToK.Core.Commerce.Catalog.Categories.Commands;
using RusToK.Core.Commerce.Catalog.Collections;
using RusToK.Core.Commerce.Catalog.Collections.Commands;
using RusToK.Core.Commerce.Catalog.Prices;
using RusToK.Core.Commerce.Catalog.Prices.Commands;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Products.Commands;
using RusToK.Core.Commerce.Catalog.Variants.Commands;
using RusToK.Core.Content;
using RusToK.Core.Identity.Access;

namespace RusToK.Api.GraphQL.Commerce;

/// <summary>Mutations of the catalog.</summary>
internal static class CatalogMutationFields
{
    public static void AddTo(ObjectGraphType mutation)
    {
        mutation.Product<CreateProductInput, CreateProduct>("createProduct", Permissions.ProductCreate, "Makes a product with its words, variants and prices.",
            static c => c.Translations.Select((t, i) => ($"translations[{i}].locale", t.Locale)));
        mutation.Product<UpdateProductInput, UpdateProduct>("updateProduct", Permissions.ProductUpdate, "Changes everything but status, words, variants and prices.");
        mutation.Product<TranslateProductInput, TranslateProduct>("translateProduct", Permissions.ProductUpdate, "Sets the words in one language.",
            static c => [("translation.locale", c.Text.Locale)]);
        mutation.Product<RemoveProductTranslationInput, RemoveProductTranslation>("removeProductTranslation", Permissions.ProductUpdate, "Removes the words in one language; the last one stays.");
        mutation.Product<ActivateProductInput, ActivateProduct>("activateProduct", Permissions.ProductPublish, "DRAFT to ACTIVE.");
        mutation.Product<DeactivateProductInput, DeactivateProduct>("deactivateProduct", Permissions.ProductPublish, "ACTIVE to DRAFT.");
        mutation.Product<ArchiveProductInput, ArchiveProduct>("archiveProduct", Permissions.ProductPublish, "DRAFT or ACTIVE to ARCHIVED.");
        mutation.Product<RestoreProductInput, RestoreProduct>("restoreProduct", Permissions.ProductPublish, "ARCHIVED to DRAFT.");
        mutation.Command<DeletionPayloadType, DeleteProductInput, DeleteProduct, ProductResult>(
            "deleteProduct", Permissions.ProductDelete, "Deletes a product of which nothing is reserved.", static r => new Deletion(r.Product.Id, r.Product.Version));
        mutation.Product<SetPricesInput, SetPrices>("setPrices", Permissions.PriceUpdate, "Sets prices of a product's variants, all or none.");

        mutation.Variant<CreateVariantInput, CreateVariant>("createVariant", "Adds a variant to a product.");
        mutation.Variant<UpdateVariantInput, UpdateVariant>("updateVariant", "Changes a variant but its prices.");
        mutation.Command<DeletionPayloadType, DeleteVariantInput, DeleteVariant, VariantResult>(
            "deleteVariant", Permissions.ProductUpdate, "Deletes a variant of which nothing is reserved; the last one stays.", static r => new Deletion(r.VariantId, r.Product.Version));

        mutation.Command<PriceListType, CreatePriceListInput, CreatePriceList, PriceList>("createPriceList", Permissions.PriceUpdate, "Makes a price list.", static r => r);
        mutation.Command<PriceListType, UpdatePriceListInput, UpdatePriceList, PriceList>("updatePriceList", Permissions.PriceUpdate, "Renames, switches or moves a price list.", static r => r);
        mutation.Command<DeletionPayloadType, DeletePriceListInput, DeletePriceList, PriceList>(
            "deletePriceList", Permissions.PriceUpdate, "Deletes a price list without prices.", static r => new Deletion(r.Id, r.Version));

        mutation.Command<ProductCategoryPayloadType, CreateProductCategoryInput, CreateProductCategory, ProductCategoryResult>(
            "createProductCategory", Permissions.CategoryCreate, "Makes a product category.", static r => r, static c => Locales(c.Translations));
        mutation.Command<ProductCategoryPayloadType, UpdateProductCategoryInput, UpdateProductCategory, ProductCategoryResult>(
            "updateProductCategory", Permissions.CategoryUpdate, "Moves or renames a product category.", static r => r, static c => Locales(c.Translations));
        mutation.Command<DeletionPayloadType, DeleteProductCategoryInput, DeleteProductCategory, ProductCategoryResult>(
            "deleteProductCategory", Permissions.CategoryDelete, "Deletes a product category that is empty.", static r => new Deletion(r.Category.Id, r.Category.Version));

        mutation.Command<CollectionPayloadType, CreateCollectionInput, CreateCollection, CollectionResult>(
            "createCollection", Permissions.CollectionCreate, "Makes a collection, filled by hand or by rules.", static r => r, static c => Locales(c.Translations));
        mutation.Command<CollectionPayloadType, UpdateCollectionInput, UpdateCollection, CollectionResult>(
            "updateCollection", Permissions.CollectionUpdate, "Renames a collection or gives it other rules.", static r => r, static c => Locales(c.Translations));
        mutation.Command<CollectionPayloadType, AddCollectionProductsInput, AddCollectionProducts, CollectionResult>(
            "addCollectionProducts", Permissions.CollectionUpdate, "Puts products into a manual collection; those in it already move.", static r => r);
        mutation.Command<CollectionPayloadType, RemoveCollectionProductsInput, RemoveCollectionProducts, CollectionResult>(
            "removeCollectionProducts", Permissions.CollectionUpdate, "Takes products out of a manual collection.", static r => r);
        mutation.Command<DeletionPayloadType, DeleteCollectionInput, DeleteCollection, CollectionResult>(
            "deleteCollection", Permissions.CollectionDelete, "Deletes a collection; its products stay.", static r => new Deletion(r.Collection.Id, r.Collection.Version));
    }

    private static IEnumerable<(string, string?)> Locales(IReadOnlyList<NameText> names) => names.Select((t, i) => ($"translations[{i}].locale", t.Locale));

    private static void Product<TInput, TCommand>(
        this ObjectGraphType mutation, string name, string permission, string description, Func<TCommand, IEnumerable<(string Field, string? Locale)>>? locales = null)
        where TInput : InputObjectGraphType
        where TCommand : ICommand<ProductResult> =>
        mutation.Command<ProductPayloadType, TInput, TCommand, ProductResult>(name, permission, description, static r => r.Product, locales);

    private static void Variant<TInput, TCommand>(this ObjectGraphType mutation, string name, string description)
        where TInput : InputObjectGraphType
        where TCommand : ICommand<VariantResult> =>
        mutation.Command<VariantPayloadType, TInput, TCommand, VariantResult>(name, Permissions.ProductUpdate, description, static r => r);
}
