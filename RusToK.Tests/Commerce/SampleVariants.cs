using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Commerce.Catalog.Projection;
using RusToK.Core.Commerce.Catalog.Variants;

namespace RusToK.Tests.Commerce;

/// <summary>Variants that differ in what they have and have not.</summary>
internal static class SampleVariants
{
    private static readonly DateTimeOffset At = new(2026, 11, 29, 12, 30, 15, 123, TimeSpan.Zero);

    public static StoredVariant Variant(int i) => new(
        new VariantState(
            new Guid(i, 1, 2, new byte[8]), i, i % 2 == 0 ? null : $"SKU \"{i}\" ключ", i % 3 == 0 ? "4006381333931" : null, i % 2 == 0 ? [] : ["S", "rot \u2028"],
            i % 2 == 0 ? 250 : null, i % 2 == 0 ? InventoryPolicy.Deny : InventoryPolicy.Continue, i % 2 == 0, i % 3 == 0 ? 5 : null, At, At.AddTicks(i)),
        [.. Enumerable.Range(0, i % 4).Select(p => new StoredPrice(
            p switch { 0 => "EUR", 1 => "JPY", _ => "USD" }, 19.90m + p, 1990 + 100 * p, p == 1 ? 25.5m : null, p == 2 ? new Guid(p, 0, 0, new byte[8]) : null))]);
}
