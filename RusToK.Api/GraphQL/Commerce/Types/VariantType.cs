using GraphQL.Types;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Access;
using RusToK.Api.GraphQL.Server.Limits;
using RusToK.Core.Identity.Access;

namespace RusToK.Api.GraphQL.Commerce.Types;

internal sealed class VariantType : ObjectGraphType<VariantView>
{
    public VariantType()
    {
        Name = "Variant";
        Description = "One form of a product, which is what is bought.";
        Field<NonNullGraphType<UuidType>>("id").Resolve(c => c.Source.Variant.Id);
        Field<NonNullGraphType<UuidType>>("productId").Resolve(c => c.Source.Variant.ProductId);
        Field<NonNullGraphType<ProductType>>("product").WithCost(0).Resolve(c => c.Source.Product);
        Field<NonNullGraphType<StringGraphType>>("title").Description("Its option values; empty where the product has no options.").Resolve(c => c.Source.Variant.Title);
        Field<StringGraphType>("sku").Resolve(c => c.Source.Variant.Sku);
        Field<StringGraphType>("barcode").Resolve(c => c.Source.Variant.Barcode);
        Field<NonNullGraphType<IntGraphType>>("position").Resolve(c => c.Source.Variant.Position);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<OptionValueType>>>>("optionValues").WithCost(0)
            .Resolve(c => c.Source.Variant.OptionValues.Select((value, i) => new OptionValue(c.Source.Variant.Options.ElementAtOrDefault(i)?.Name ?? "", value)));
        Field<IntGraphType>("weightGrams").Resolve(c => c.Source.Variant.WeightGrams);
        Field<NonNullGraphType<InventoryPolicyType>>("inventoryPolicy").Description("What happens when more is ordered than there is.").Resolve(c => c.Source.Variant.Policy);
        Field<NonNullGraphType<BooleanGraphType>>("tracksInventory").Description("Whether its pieces are counted.").Resolve(c => c.Source.Variant.TracksInventory);
        Field<PriceType>("price").WithCost(0)
            .Description("What it costs now; null when it has no price in the currency.")
            .Argument<StringGraphType>(ProductViews.CurrencyArgument)
            .Resolve(c => c.Source.Variant.PriceIn(c.RequireCurrency(c.Source.Product)));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<PriceType>>>>("prices").WithCost(0)
            .Description("The regular prices, by currency.")
            .Resolve(c => c.Source.Variant.RegularPrices);
        Field<NonNullGraphType<BooleanGraphType>>("inStock").Description("Whether one piece can be ordered.").Resolve(c => c.Source.Variant.InStock);
        Field<NonNullGraphType<IntGraphType>>("available").Description("Pieces that can be ordered, where they are counted.").Resolve(c => c.Source.Variant.Available);
        Field<NonNullGraphType<IntGraphType>>("onHand").RequirePermission(Permissions.InventoryRead).Resolve(c => c.Source.Variant.OnHand);
        Field<NonNullGraphType<IntGraphType>>("reserved").Description("Pieces on hand that are promised to orders.")
            .RequirePermission(Permissions.InventoryRead).Resolve(c => c.Source.Variant.Reserved);
        Field<IntGraphType>("lowStockThreshold").Description("Stock below this is low; null for the tenant's own setting.")
            .RequirePermission(Permissions.InventoryRead).Resolve(c => c.Source.Variant.LowStockThreshold);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("createdAt").Resolve(c => c.Source.Variant.CreatedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Resolve(c => c.Source.Variant.UpdatedAt);
    }
}

/// <summary>The value a variant has for one option.</summary>
internal sealed record OptionValue(string Name, string Value);

internal sealed class OptionValueType : ObjectGraphType<OptionValue>
{
    public OptionValueType()
    {
        Name = "OptionValue";
        Field(o => o.Name).Description("Of the option.");
        Field(o => o.Value);
    }
}
