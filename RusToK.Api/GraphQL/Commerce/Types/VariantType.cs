using GraphQL.Types;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Access;
using RusToK.Api.GraphQL.Server.Limits;
using RusToK.Api.GraphQL.Server.Plain;
using RusToK.Core.Identity.Access;

namespace RusToK.Api.GraphQL.Commerce.Types;

internal sealed class VariantType : ObjectGraphType<VariantView>
{
    public VariantType()
    {
        Name = "Variant";
        Description = "One form of a product, which is what is bought.";
        Field<NonNullGraphType<UuidType>>("id").Reads(x => x.Variant.Id);
        Field<NonNullGraphType<UuidType>>("productId").Reads(x => x.Variant.ProductId);
        Field<NonNullGraphType<ProductType>>("product").WithCost(0).Reads(x => x.Product);
        Field<NonNullGraphType<StringGraphType>>("title").Description("Its option values; empty where the product has no options.").Reads(x => x.Variant.Title);
        Field<StringGraphType>("sku").Reads(x => x.Variant.Sku);
        Field<StringGraphType>("barcode").Reads(x => x.Variant.Barcode);
        Field<NonNullGraphType<IntGraphType>>("position").Reads(x => x.Variant.Position);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<OptionValueType>>>>("optionValues").WithCost(0)
            .Reads(x => x.Variant.OptionValues.Select((value, i) => new OptionValue(x.Variant.Options.ElementAtOrDefault(i)?.Name ?? "", value)));
        Field<IntGraphType>("weightGrams").Reads(x => x.Variant.WeightGrams);
        Field<NonNullGraphType<InventoryPolicyType>>("inventoryPolicy").Description("What happens when more is ordered than there is.").Reads(x => x.Variant.Policy);
        Field<NonNullGraphType<BooleanGraphType>>("tracksInventory").Description("Whether its pieces are counted.").Reads(x => x.Variant.TracksInventory);
        Field<PriceType>("price").WithCost(0)
            .Description("What it costs now; null when it has no price in the currency.")
            .Argument<StringGraphType>(ProductViews.CurrencyArgument)
            .Resolve(c => c.Source.Variant.PriceIn(c.RequireCurrency(c.Source.Product)));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<PriceType>>>>("prices").WithCost(0)
            .Description("The regular prices, by currency.")
            .Reads(x => x.Variant.RegularPrices);
        Field<NonNullGraphType<BooleanGraphType>>("inStock").Description("Whether one piece can be ordered.").Reads(x => x.Variant.InStock);
        Field<NonNullGraphType<IntGraphType>>("available").Description("Pieces that can be ordered, where they are counted.").Reads(x => x.Variant.Available);
        Field<NonNullGraphType<IntGraphType>>("onHand").RequirePermission(Permissions.InventoryRead).Reads(x => x.Variant.OnHand);
        Field<NonNullGraphType<IntGraphType>>("reserved").Description("Pieces on hand that are promised to orders.")
            .RequirePermission(Permissions.InventoryRead).Reads(x => x.Variant.Reserved);
        Field<IntGraphType>("lowStockThreshold").Description("Stock below this is low; null for the tenant's own setting.")
            .RequirePermission(Permissions.InventoryRead).Reads(x => x.Variant.LowStockThreshold);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("createdAt").Reads(x => x.Variant.CreatedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Reads(x => x.Variant.UpdatedAt);
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
