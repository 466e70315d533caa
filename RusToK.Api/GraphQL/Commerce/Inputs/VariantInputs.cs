using GraphQL.Types;
using RusToK.Api.GraphQL.Commerce.Types;
using RusToK.Api.GraphQL.Content.Inputs;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Core.Commerce.Catalog.Prices;
using RusToK.Core.Commerce.Catalog.Variants;
using RusToK.Core.Commerce.Catalog.Variants.Commands;
using RusToK.Core.Content;

namespace RusToK.Api.GraphQL.Commerce.Inputs;

internal sealed class PriceInput : InputObjectGraphType
{
    public PriceInput()
    {
        Name = "PriceInput";
        Field<NonNullGraphType<StringGraphType>>("currency").Description("ISO 4217 code.");
        Field<NonNullGraphType<DecimalType>>("amount").Description("At most as many decimals as the currency has.");
        Field<DecimalType>("compareAt").Description("What it is compared with; not below the amount.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        new PriceDraft(value.Get<string>("currency"), value.Get<decimal>("amount"), value.Find<decimal?>("compareAt"));
}

internal sealed class VariantInput : InputObjectGraphType
{
    public VariantInput()
    {
        Name = "VariantInput";
        Field<UuidType>("id").Description("The caller's id for it; a new UUIDv7 when absent.");
        Field<StringGraphType>("sku").Description("Unique per tenant.");
        Field<StringGraphType>("barcode");
        Field<ListGraphType<NonNullGraphType<StringGraphType>>>("optionValues").Description("One for each option of the product, in their order.");
        Field<IntGraphType>("position").Description("At the end when absent.");
        Field<IntGraphType>("weightGrams");
        Field<NonNullGraphType<InventoryPolicyType>>("inventoryPolicy").DefaultValue(InventoryPolicy.Deny);
        Field<NonNullGraphType<BooleanGraphType>>("tracksInventory").Description("Whether its pieces are counted.").DefaultValue(true);
        Field<IntGraphType>("lowStockThreshold").Description("Stock below this is low; the tenant's own setting when absent.");
        Field<ListGraphType<NonNullGraphType<PriceInput>>>("prices").Description("At most one a currency.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new VariantDraft
    {
        Id = value.Find<Guid?>("id"),
        Sku = value.Find<string>("sku"),
        Barcode = value.Find<string>("barcode"),
        OptionValues = value.List<string>("optionValues"),
        Position = value.Find<int?>("position"),
        WeightGrams = value.Find<int?>("weightGrams"),
        Policy = value.Get<InventoryPolicy>("inventoryPolicy"),
        TracksInventory = value.Get<bool>("tracksInventory"),
        LowStockThreshold = value.Find<int?>("lowStockThreshold"),
        Prices = value.List<PriceDraft>("prices"),
    };
}

/// <summary>The fields of every input that changes a variant: it is guarded by the version of its product.</summary>
internal abstract class VariantChangeInput : ChangeInput
{
    protected VariantChangeInput(string name)
        : base(name) =>
        Field<NonNullGraphType<UuidType>>("productId");
}

internal sealed class CreateVariantInput : InputObjectGraphType
{
    public CreateVariantInput()
    {
        Name = "CreateVariantInput";
        Field<NonNullGraphType<UuidType>>("productId");
        Field<NonNullGraphType<VariantInput>>("variant");
        Field<LongGraphType>("expectedVersion").Description("Of the product.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        new CreateVariant(value.Get<Guid>("productId"), value.Get<VariantDraft>("variant"), value.Find<long?>("expectedVersion"));
}

internal sealed class UpdateVariantInput : VariantChangeInput
{
    public UpdateVariantInput()
        : base("UpdateVariantInput")
    {
        Description = "Absent fields stay as they are; null clears.";
        Field<StringGraphType>("sku");
        Field<StringGraphType>("barcode");
        Field<ListGraphType<NonNullGraphType<StringGraphType>>>("optionValues");
        Field<IntGraphType>("position");
        Field<IntGraphType>("weightGrams");
        Field<InventoryPolicyType>("inventoryPolicy");
        Field<BooleanGraphType>("tracksInventory");
        Field<IntGraphType>("lowStockThreshold");
    }

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new UpdateVariant(value.Get<Guid>("productId"), id, expectedVersion)
        {
            Sku = value.Change<string?>("sku"),
            Barcode = value.Change<string?>("barcode"),
            OptionValues = value.ListChange<string>("optionValues"),
            Position = value.ValueChange<int>("position"),
            WeightGrams = value.Change<int?>("weightGrams"),
            Policy = value.ValueChange<InventoryPolicy>("inventoryPolicy"),
            TracksInventory = value.ValueChange<bool>("tracksInventory"),
            LowStockThreshold = value.Change<int?>("lowStockThreshold"),
        };
    }
}

internal sealed class DeleteVariantInput() : VariantChangeInput("DeleteVariantInput")
{
    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new DeleteVariant(value.Get<Guid>("productId"), id, expectedVersion);
    }
}

/// <summary>Changes of what cannot be null, or holds a list: null is as absent, or empties the list.</summary>
internal static class ChangeValues
{
    public static Change<T> ValueChange<T>(this IDictionary<string, object?> input, string name)
        where T : struct =>
        input.TryGetValue(name, out var value) && value is T set ? set : default(Change<T>);

    public static Change<IReadOnlyList<T>> ListChange<T>(this IDictionary<string, object?> input, string name) =>
        input.ContainsKey(name) ? Change.To(input.List<T>(name)) : default;
}
