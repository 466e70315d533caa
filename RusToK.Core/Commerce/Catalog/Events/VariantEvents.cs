using RusToK.Core.Events;

namespace RusToK.Core.Commerce.Catalog.Events;

// The aggregate of these events is the product.

/// <inheritdoc cref="PricedVariant"/>
[EventType("variant.created")]
public sealed record VariantCreated(VariantState Variant, IReadOnlyList<PriceState> Prices) : IEvent;

[EventType("variant.updated")]
public sealed record VariantUpdated(VariantState Variant) : IEvent;

/// <param name="Variant">The state it had last.</param>
/// <param name="At">When.</param>
[EventType("variant.deleted")]
public sealed record VariantDeleted(VariantState Variant, DateTimeOffset At) : IEvent;

/// <param name="VariantId">The variant.</param>
/// <param name="Prices">All of its prices, those of price lists among them.</param>
/// <param name="At">When.</param>
[EventType("price.updated")]
public sealed record PriceUpdated(Guid VariantId, IReadOnlyList<PriceState> Prices, DateTimeOffset At) : IEvent;
