namespace RusToK.Core.Commerce.Inventory;

/// <summary>Stock of one variant in one location, as a command left it.</summary>
/// <param name="VariantId">The variant.</param>
/// <param name="LocationId">The location.</param>
/// <param name="OnHand">Pieces there.</param>
/// <param name="Reserved">Of these promised to orders.</param>
/// <param name="Available">What can still be ordered of the variant, in all locations.</param>
public sealed record StockResult(Guid VariantId, Guid LocationId, int OnHand, int Reserved, int Available);
