using GraphQL.Types;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Limits;
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
        Field<NonNullGraphType<UuidType>>("id").Resolve(c => c.Source.Id);
        Field<NonNullGraphType<StringGraphType>>("name").Resolve(c => c.Source.Name);
        Field<NonNullGraphType<IntGraphType>>("position").Resolve(c => c.Source.Position);
        Field<NonNullGraphType<BooleanGraphType>>("isActive").Resolve(c => c.Source.IsActive);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("createdAt").Resolve(c => c.Source.CreatedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Resolve(c => c.Source.UpdatedAt);
        Field<NonNullGraphType<LongGraphType>>("version").Resolve(c => c.Source.Version);
    }
}

internal sealed class InventoryItemType : ObjectGraphType<InventoryDocument>
{
    public InventoryItemType()
    {
        Name = "InventoryItem";
        Description = "A variant's stock.";
        Field<NonNullGraphType<UuidType>>("productId").Resolve(c => c.Source.ProductId);
        Field<NonNullGraphType<UuidType>>("variantId").Resolve(c => c.Source.VariantId);
        Field<StringGraphType>("sku").Resolve(c => c.Source.Sku);
        Field<NonNullGraphType<IntGraphType>>("onHand").Resolve(c => c.Source.OnHand);
        Field<NonNullGraphType<IntGraphType>>("reserved").Description("Promised to orders.").Resolve(c => c.Source.Reserved);
        Field<NonNullGraphType<IntGraphType>>("available").Resolve(c => c.Source.Available);
        Field<NonNullGraphType<BooleanGraphType>>("isLow").Description("What is available is below the threshold.").Resolve(c => c.Source.IsLow);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<InventoryLevelType>>>>("levels").WithCost(0).Description("The same by location.").Resolve(c => c.Source.Levels);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Resolve(c => c.Source.UpdatedAt);
    }
}

internal sealed class InventoryLevelType : ObjectGraphType<LevelState>
{
    public InventoryLevelType()
    {
        Name = "InventoryLevel";
        Field<NonNullGraphType<UuidType>>("locationId").Resolve(c => c.Source.LocationId);
        Field<NonNullGraphType<IntGraphType>>("onHand").Resolve(c => c.Source.OnHand);
        Field<NonNullGraphType<IntGraphType>>("reserved").Resolve(c => c.Source.Reserved);
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
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StockResultType>>>>("levels").WithCost(0).Resolve(c => c.Source.Levels);
    }
}

internal sealed class StockResultType : ObjectGraphType<StockResult>
{
    public StockResultType()
    {
        Name = "StockResult";
        Field<NonNullGraphType<UuidType>>("variantId").Resolve(c => c.Source.VariantId);
        Field<NonNullGraphType<UuidType>>("locationId").Resolve(c => c.Source.LocationId);
        Field<NonNullGraphType<IntGraphType>>("onHand").Resolve(c => c.Source.OnHand);
        Field<NonNullGraphType<IntGraphType>>("reserved").Resolve(c => c.Source.Reserved);
        Field<NonNullGraphType<IntGraphType>>("available").Description("What can still be ordered of the variant, in all locations.").Resolve(c => c.Source.Available);
    }
}

internal sealed class CommerceSettingsType : ObjectGraphType<CommerceSettings>
{
    public CommerceSettingsType()
    {
        Name = "CommerceSettings";
        Field<NonNullGraphType<IntGraphType>>("lowStockThreshold").Resolve(c => c.Source.LowStockThreshold);
    }
}
