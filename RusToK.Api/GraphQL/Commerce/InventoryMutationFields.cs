using GraphQL.Types;
using RusToK.Api.GraphQL.Content;
using RusToK.Api.GraphQL.Commerce.Inputs;
using RusToK.Api.GraphQL.Commerce.Types;
using RusToK.Core.Commerce.Inventory;
using RusToK.Core.Commerce.Inventory.Commands;
using RusToK.Core.Identity.Access;

namespace RusToK.Api.GraphQL.Commerce;

/// <summary>Mutations of the inventory.</summary>
internal static class InventoryMutationFields
{
    public static void AddTo(ObjectGraphType mutation)
    {
        mutation.Command<StockPayloadType, AdjustStockInput, AdjustStock, IReadOnlyList<StockResult>>(
            "adjustStock", Permissions.InventoryAdjust, "Adds pieces to what is on hand, or takes them away; all movements or none.", static r => new StockPayload(r));
        mutation.Command<StockPayloadType, SetStockInput, SetStock, IReadOnlyList<StockResult>>(
            "setStock", Permissions.InventoryAdjust, "Says how many pieces are on hand; all counts or none.", static r => new StockPayload(r));
        mutation.Command<LocationType, CreateLocationInput, CreateLocation, Location>(
            "createLocation", Permissions.InventoryManage, "Makes a place where stock can lie.", static r => r);
        mutation.Command<LocationType, UpdateLocationInput, UpdateLocation, Location>(
            "updateLocation", Permissions.InventoryManage, "Renames, moves or switches a location.", static r => r);
        mutation.Command<CommerceSettingsType, SetLowStockThresholdInput, SetLowStockThreshold, CommerceSettings>(
            "setLowStockThreshold", Permissions.InventoryManage, "Sets what stock is low below, where a variant says nothing else.", static r => r);
    }
}
