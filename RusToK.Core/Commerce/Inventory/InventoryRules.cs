namespace RusToK.Core.Commerce.Inventory;

/// <summary>Bounds of stock and its movements.</summary>
public static class InventoryRules
{
    public const int MaxName = 255;
    public const int MaxReason = 255;

    /// <summary>Locations of a tenant.</summary>
    public const int MaxLocations = 200;

    /// <summary>Most pieces of one variant in one location.</summary>
    public const int MaxOnHand = 100_000_000;

    /// <summary>Movements of one command.</summary>
    public const int MaxMoves = 250;
}
