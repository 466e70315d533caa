using RusToK.Core.Events;

namespace RusToK.Core.Commerce.Inventory.Events;

// The aggregate of these events is the inventory of the product, under the product's id. They are appended by the SQL functions
// that decide them (commerce.sql), in the form of these records.

/// <summary>Stock in one location.</summary>
public sealed record LevelState(Guid LocationId, int OnHand, int Reserved);

/// <summary>A variant's stock moved: counted anew, reserved, released, shipped.</summary>
/// <param name="VariantId">The variant.</param>
/// <param name="OnHand">Pieces there are now, in all locations.</param>
/// <param name="Reserved">Of these promised to orders.</param>
/// <param name="Levels">The same by location.</param>
/// <param name="OnHandChange">By how much there are more.</param>
/// <param name="ReservedChange">By how much more are promised.</param>
/// <param name="Reason"><c>reservation</c>, <c>release</c>, <c>shipment</c>, or what the one who moved it says.</param>
/// <param name="OrderId">The order that moved it.</param>
/// <param name="IsLow">What is available is below the threshold.</param>
/// <param name="At">When.</param>
[EventType("inventory.adjusted")]
public sealed record InventoryAdjusted(
    Guid VariantId,
    int OnHand,
    int Reserved,
    IReadOnlyList<LevelState> Levels,
    int OnHandChange,
    int ReservedChange,
    string Reason,
    Guid? OrderId,
    bool IsLow,
    DateTimeOffset At) : IEvent;

/// <summary>What is available of a variant fell below its threshold; told once until it has been at the threshold or above again.</summary>
/// <param name="VariantId">The variant.</param>
/// <param name="Sku">The merchant's number for it.</param>
/// <param name="Available">What is available now.</param>
/// <param name="Threshold">What it is below of.</param>
/// <param name="At">When.</param>
[EventType("inventory.low")]
public sealed record InventoryLow(Guid VariantId, string? Sku, int Available, int Threshold, DateTimeOffset At) : IEvent;
