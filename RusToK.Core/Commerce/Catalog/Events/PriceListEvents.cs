using RusToK.Core.Commerce.Catalog.Prices;
using RusToK.Core.Events;

namespace RusToK.Core.Commerce.Catalog.Events;

/// <summary>A whole price list but its prices, which are told of by <see cref="PriceUpdated"/>.</summary>
public sealed record PriceListState(
    string Name, string Currency, bool IsActive, DateTimeOffset? StartsAt, DateTimeOffset? EndsAt, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    internal static PriceListState Of(PriceList l) => new(l.Name, l.Currency, l.IsActive, l.StartsAt, l.EndsAt, l.CreatedAt, l.UpdatedAt);
}

/// <summary>An event that carries a whole price list.</summary>
public interface IPriceListStateEvent : IEvent
{
    PriceListState PriceList { get; }
}

[EventType("price_list.created")]
public sealed record PriceListCreated(PriceListState PriceList) : IPriceListStateEvent;

[EventType("price_list.updated")]
public sealed record PriceListUpdated(PriceListState PriceList) : IPriceListStateEvent;

/// <param name="PriceList">The state it had last.</param>
[EventType("price_list.deleted")]
public sealed record PriceListDeleted(PriceListState PriceList) : IPriceListStateEvent;
