using GraphQL.Types;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Plain;
using RusToK.Core.Commerce.Catalog.Prices;
using RusToK.Core.Commerce.Catalog.Queries;
using RusToK.Core.Commerce.Money;

namespace RusToK.Api.GraphQL.Commerce.Types;

internal sealed class PriceType : ObjectGraphType<PriceDocument>
{
    public PriceType()
    {
        Name = "Price";
        Field<NonNullGraphType<DecimalType>>("amount").Description("With all decimals of the currency.").Reads(x => Currencies.Format(x.Currency, x.Amount));
        Field<NonNullGraphType<StringGraphType>>("currency").Description("ISO 4217 code.").Reads(x => x.Currency);
        Field<DecimalType>("compareAt").Description("What it is compared with, crossed out beside it.")
            .Reads(x => x.CompareAt is { } compareAt ? Currencies.Format(x.Currency, compareAt) : null);
        Field<UuidType>("priceListId").Description("The price list it comes from; null for the regular price.").Reads(x => x.PriceListId);
    }
}

internal sealed class PriceRangeType : ObjectGraphType<(PriceDocument Min, PriceDocument Max)?>
{
    public PriceRangeType()
    {
        Name = "PriceRange";
        Field<NonNullGraphType<PriceType>>("min").Reads(x => x!.Value.Min);
        Field<NonNullGraphType<PriceType>>("max").Reads(x => x!.Value.Max);
    }
}

internal sealed class PriceListType : ObjectGraphType<PriceList>
{
    public PriceListType()
    {
        Name = "PriceList";
        Description = "Prices that undercut the regular ones while the list is valid.";
        Field<NonNullGraphType<UuidType>>("id").Reads(x => x.Id);
        Field<NonNullGraphType<StringGraphType>>("name").Reads(x => x.Name);
        Field<NonNullGraphType<StringGraphType>>("currency").Reads(x => x.Currency);
        Field<NonNullGraphType<BooleanGraphType>>("isActive").Reads(x => x.IsActive);
        Field<DateTimeOffsetGraphType>("startsAt").Reads(x => x.StartsAt);
        Field<DateTimeOffsetGraphType>("endsAt").Reads(x => x.EndsAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("createdAt").Reads(x => x.CreatedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Reads(x => x.UpdatedAt);
        Field<NonNullGraphType<LongGraphType>>("version").Reads(x => x.Version);
    }
}
