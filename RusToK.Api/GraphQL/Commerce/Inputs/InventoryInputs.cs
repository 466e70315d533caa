using GraphQL.Types;
using RusToK.Api.GraphQL.Content.Inputs;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Core.Commerce.Inventory.Commands;
using RusToK.Core.Commerce.Inventory.Queries;
using RusToK.Core.Content;

namespace RusToK.Api.GraphQL.Commerce.Inputs;

internal sealed class StockMoveInput : InputObjectGraphType
{
    public StockMoveInput()
    {
        Name = "StockMoveInput";
        Field<NonNullGraphType<UuidType>>("variantId");
        Field<NonNullGraphType<IntGraphType>>("amount").Description("Pieces that come or, below zero, go; of setStock those that are there.");
        Field<UuidType>("locationId").Description("The default location when absent.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        new StockMove(value.Get<Guid>("variantId"), value.Get<int>("amount"), value.Find<Guid?>("locationId"));
}

internal sealed class AdjustStockInput : InputObjectGraphType
{
    public AdjustStockInput()
    {
        Name = "AdjustStockInput";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StockMoveInput>>>>("moves").Description("1 to 250.");
        Field<NonNullGraphType<StringGraphType>>("reason").Description("Why, 1 to 255 characters.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new AdjustStock(value.List<StockMove>("moves"), value.Get<string>("reason"));
}

internal sealed class SetStockInput : InputObjectGraphType
{
    public SetStockInput()
    {
        Name = "SetStockInput";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StockMoveInput>>>>("counts").Description("1 to 250, one a variant and location.");
        Field<NonNullGraphType<StringGraphType>>("reason").Description("Why, 1 to 255 characters.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new SetStock(value.List<StockMove>("counts"), value.Get<string>("reason"));
}

internal sealed class CreateLocationInput : InputObjectGraphType
{
    public CreateLocationInput()
    {
        Name = "CreateLocationInput";
        Field<UuidType>("id").Description("The caller's id for it; a new UUIDv7 when absent.");
        Field<NonNullGraphType<StringGraphType>>("name").Description("1 to 255 characters, unique.");
        Field<NonNullGraphType<IntGraphType>>("position").Description("Orders take from the lowest first.").DefaultValue(0);
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        new CreateLocation { Id = value.Find<Guid?>("id"), Name = value.Get<string>("name"), Position = value.Get<int>("position") };
}

internal sealed class UpdateLocationInput : ChangeInput
{
    public UpdateLocationInput()
        : base("UpdateLocationInput")
    {
        Description = "Absent fields stay as they are.";
        Field<StringGraphType>("name");
        Field<IntGraphType>("position");
        Field<BooleanGraphType>("isActive").Description("One that holds stock cannot be switched off.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new UpdateLocation(id, expectedVersion)
        {
            Name = value.Find<string>("name") is { } name ? name : default(Change<string>),
            Position = value.ValueChange<int>("position"),
            IsActive = value.ValueChange<bool>("isActive"),
        };
    }
}

internal sealed class SetLowStockThresholdInput : InputObjectGraphType
{
    public SetLowStockThresholdInput()
    {
        Name = "SetLowStockThresholdInput";
        Field<NonNullGraphType<IntGraphType>>("threshold").Description("0 to 1,000,000.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new SetLowStockThreshold(value.Get<int>("threshold"));
}

internal sealed class InventoryFilterInput : InputObjectGraphType
{
    public InventoryFilterInput()
    {
        Name = "InventoryFilter";
        Field<UuidType>("productId");
        Field<NonNullGraphType<BooleanGraphType>>("lowOnly").Description("Only what is below its threshold.").DefaultValue(false);
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        new InventoryFilter { ProductId = value.Find<Guid?>("productId"), LowOnly = value.Get<bool>("lowOnly") };
}
