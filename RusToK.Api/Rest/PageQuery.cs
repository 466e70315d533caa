using Microsoft.AspNetCore.Mvc;
using RusToK.Core.Content.Queries;

namespace RusToK.Api.Rest;

/// <summary>Which part of a list, and in which language.</summary>
/// <param name="First">1 to 100; 20 when absent.</param>
/// <param name="After">Only what follows this cursor.</param>
/// <param name="Locale">BCP 47 tag; where there is none of it, the tenant's fallbacks and default stand in.</param>
internal sealed record PageQuery(
    [property: FromQuery(Name = "first")] string? First, [property: FromQuery(Name = "after")] string? After, [property: FromQuery(Name = "locale")] string? Locale)
{
    public int? Size => QueryValues.NumberOf("first", First);

    public PageRequest Of(string list) => PageRequest.Create(list, Size, After, last: null, before: null);
}
