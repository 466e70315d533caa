using GraphQL;
using GraphQLParser.AST;
using RusToK.Api.GraphQL.Content;
using RusToK.Api.GraphQL.Server.Documents;
using RusToK.Core.Commerce.Catalog.Caching;
using RusToK.Core.Commerce.Catalog.Queries;
using RusToK.Core.Commerce.Money;
using RusToK.Core.Errors;
using RusToK.Core.Identity.Access;

namespace RusToK.Api.GraphQL.Commerce;

/// <summary>A product as one field shows it: in which languages, and in which currency unless a field says another.</summary>
internal sealed record ProductView(ProductDocument Product, LocaleChain Locales, string? Currency);

/// <summary>A variant of a shown product.</summary>
internal sealed record VariantView(VariantDocument Variant, ProductView Product);

/// <summary>A page of products, with the list it is of, so that its facets can be counted.</summary>
internal sealed record ProductPage(Core.Content.Queries.Page<ProductDocument> Page, ProductList List, LocaleChain Locales)
{
    public IEnumerable<ProductView> Products => Page.Items.Select(i => View(i.Item));

    public ProductView View(ProductDocument product) => new(product, Locales, List.Currency ?? List.Filter.Price?.Currency);
}

internal static class ProductViews
{
    public const string CurrencyArgument = "currency";

    /// <summary>Products, remembered for all but those who work on them.</summary>
    public static ProductQueries Products(this IResolveFieldContext context) =>
        context.May(Permissions.ProductReadDrafts) ? context.Service<ProductQueries>() : context.Service<PublishedCatalog>().Products;

    /// <summary>Fields of variants begin so: <c>variant</c>, <c>variants</c>.</summary>
    private const string Variant = "variant";

    private static readonly Dictionary<string, ProductSelection> Costs = new(StringComparer.Ordinal)
    {
        ["description"] = ProductSelection.Description,
        ["options"] = ProductSelection.Head,
        ["images"] = ProductSelection.Head,
        ["optionValues"] = ProductSelection.Head,
        ["variants"] = ProductSelection.Variants,
        ["priceRange"] = ProductSelection.Variants | ProductSelection.PriceLists,
        ["price"] = ProductSelection.PriceLists,
        ["available"] = ProductSelection.Stock,
        ["onHand"] = ProductSelection.Stock,
        ["reserved"] = ProductSelection.Stock,
        ["collections"] = ProductSelection.Collections,
        ["tags"] = ProductSelection.Tags,
    };

    public static ProductView? In(this ProductDocument? product, LocaleChain locales, string? currency) =>
        product is null ? null : new ProductView(product, locales, currency);

    /// <summary>What has to be read for the fields that are selected beneath this one, at any depth.</summary>
    public static ProductSelection SelectedOfProducts(this IResolveFieldContext context) =>
        Selected(context, context.FieldAst.SelectionSet, ofVariants: context.FieldAst.Name.Value.Span.StartsWith(Variant));

    /// <summary>The argument <c>currency</c>.</summary>
    /// <exception cref="InvalidInputException">It is no currency.</exception>
    public static string? Currency(this IResolveFieldContext context)
    {
        var currency = context.GetArgument<string?>(CurrencyArgument);
        if (currency is not null && !Currencies.Exists(currency))
            throw new InvalidInputException(CurrencyArgument, "iso-4217", "currency must be a currency code of ISO 4217 in capitals, such as EUR.");
        return currency;
    }

    /// <summary>The field's own currency, or that of the field that shows the product.</summary>
    public static string RequireCurrency(this IResolveFieldContext context, ProductView product) => context.Currency() ?? product.Currency
        ?? throw new InvalidInputException(CurrencyArgument, "required", "currency is needed, here or where the product is asked for.");

    /// <param name="context">Of the field that shows products.</param>
    /// <param name="set">What is selected.</param>
    /// <param name="ofVariants">Whether of variants, whose being in stock is counted; a product's is a column.</param>
    private static ProductSelection Selected(IResolveFieldContext context, GraphQLSelectionSet? set, bool ofVariants)
    {
        var selected = ProductSelection.None;
        foreach (var selection in set?.Selections ?? [])
        {
            selected |= selection switch
            {
                GraphQLField { Name.StringValue: "inStock" } => ofVariants ? ProductSelection.Stock : ProductSelection.None,
                GraphQLField field => Costs.GetValueOrDefault(field.Name.StringValue)
                    | Selected(context, field.SelectionSet, field.Name.Value.Span.StartsWith(Variant)),
                GraphQLInlineFragment inline => Selected(context, inline.SelectionSet, ofVariants),
                GraphQLFragmentSpread spread => Selected(context, context.Document.Find(spread)?.SelectionSet, ofVariants),
                _ => ProductSelection.None,
            };
        }

        return selected;
    }
}
