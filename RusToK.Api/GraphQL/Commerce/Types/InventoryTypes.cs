using GraphQL.Types;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Limits;
using RusToK.Api.GraphQL.Server.Plain;
using RusToK.Core.Commerce.Inventory;
using RusToK.Core.Commerce.Inventory.Events;
using RusToK.Core.Commerce.Inventory.Queries;

namespace RusToK.Api.GraphQL.Commerce.Types;

internal sealed class LocationType : ObjectGraphType<Location>
{
    public LocationType()
    {
        Name = "Location";
        Description = "A place where stock lies. Orders take from active ones, by position.";
        Field<NonNullGraphType<UuidType>>("id").Reads(x => x.Id);
        Field<NonNullGraphType<StringGraphType>>("name").Reads(x => x.Name);
        Field<NonNullGraphType<IntGraphType>>("position").Reads(x => x.Position);
        Field<NonNullGraphType<BooleanGraphType>>("isActive").Reads(x => x.IsActive);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("createdAt").Reads(x => x.CreatedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Reads(x => x.UpdatedAt);
        Field<NonNullGraphType<LongGraphType>>("version").Reads(x => x.Version);
    }
}

internal sealed class InventoryItemType : ObjectGraphType<InventoryDocument>
{
    public InventoryItemType()
    {
        Name = "InventoryItem";
        Description = "A variant's stock.";
        Field<NonNullGraphType<UuidType>>("productId").Reads(x => x.ProductId);
        Field<NonNullGraphType<UuidType>>("variantId").Reads(x => x.VariantId);
        Field<StringGraphType>("sku").Reads(x => x.Sku);
        Field<NonNullGraphType<IntGraphType>>("onHand").Reads(x => x.OnHand);
        Field<NonNullGraphType<IntGraphType>>("reserved").Description("Promised to orders.").Reads(x => x.Reserved);
        Field<NonNullGraphType<IntGraphType>>("available").Reads(x => x.Available);
        Field<NonNullGraphType<BooleanGraphType>>("isLow").Description("What is available is below the threshold.").Reads(x => x.IsLow);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<InventoryLevelType>>>>("levels").WithCost(0).Description("The same by location.").Reads(x => x.Levels);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Reads(x => x.UpdatedAt);
    }
}

internal sealed class InventoryLevelType : ObjectGraphType<LevelState>
{
    public InventoryLevelType()
    {
        Name = "InventoryLevel";
        Field<NonNullGraphType<UuidType>>("locationId").Reads(x => x.LocationId);
        Field<NonNullGraphType<IntGraphType>>("onHand").Reads(x => x.OnHand);
        Field<NonNullGraphType<IntGraphType>>("reserved").Reads(x => x.Reserved);
    }
}

internal sealed class InventoryEdgeType() : EdgeType<InventoryDocument, InventoryItemType>("Inventory");

internal sealed class InventoryConnectionType() : ConnectionType<InventoryDocument, InventoryItemType, InventoryEdgeType>("Inventory");

/// <summary>What a movement of stock left.</summary>
internal sealed record StockPayload(IReadOnlyList<StockResult> Levels);

internal sealed class StockPayloadType : ObjectGraphType<StockPayload>
{
    public StockPayloadType()
    {
        Name = "StockPayload";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StockResultType>>>>("levels").WithCost(0).Reads(x => x.Levels);
    }
}

internal sealed class StockResultType : ObjectGraphType<StockResult>
{
    public StockResultType()
    {
        Name = "StockResult";
        Field<NonNullGraphType<UuidType>>("variantId").Reads(x => x.VariantId);
        Field<NonNullGraphType<UuidType>>("locationId").Reads(x => x.LocationId);
        Field<NonNullGraphType<IntGraphType>>("onHand").Reads(x => x.OnHand);
        Field<NonNullGraphType<IntGraphType>>("reserved").Reads(x => x.Reserved);
        Field<NonNullGraphType<IntGraphType>>("available").Description("What can still be ordered of the variant, in all locations.").Reads(x => x.Available);
    }
}

internal sealed class CommerceSettingsType : ObjectGraphType<CommerceSettings>
{
    public CommerceSettingsType()
    {
        Name = "CommerceSettings";
        Field<NonNullGraphType<IntGraphType>>("lowStockThreshold").Reads(x => x.LowStockThreshold);
    }
}
