using GraphQL.Types;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Core.Commerce.Catalog.Prices;
using RusToK.Core.Commerce.Catalog.Queries;
using RusToK.Core.Commerce.Money;

namespace RusToK.Api.GraphQL.Commerce.Types;

internal sealed class PriceType : ObjectGraphType<PriceDocument>
{
    public PriceType()
    {
        Name = "Price";
        Field<NonNullGraphType<DecimalType>>("amount").Description("With all decimals of the currency.").Resolve(c => Currencies.Format(c.Source.Currency, c.Source.Amount));
        Field<NonNullGraphType<StringGraphType>>("currency").Description("ISO 4217 code.").Resolve(c => c.Source.Currency);
        Field<DecimalType>("compareAt").Description("What it is compared with, crossed out beside it.")
            .Resolve(c => c.Source.CompareAt is { } compareAt ? Currencies.Format(c.Source.Currency, compareAt) : null);
        Field<UuidType>("priceListId").Description("The price list it comes from; null for the regular price.").Resolve(c => c.Source.PriceListId);
    }
}

internal sealed class PriceRangeType : ObjectGraphType<(PriceDocument Min, PriceDocument Max)?>
{
    public PriceRangeType()
    {
        Name = "PriceRange";
        Field<NonNullGraphType<PriceType>>("min").Resolve(c => c.Source!.Value.Min);
        Field<NonNullGraphType<PriceType>>("max").Resolve(c => c.Source!.Value.Max);
    }
}

internal sealed class PriceListType : ObjectGraphType<PriceList>
{
    public PriceListType()
    {
        Name = "PriceList";
        Description = "Prices that undercut the regular ones while the list is valid.";
        Field<NonNullGraphType<UuidType>>("id").Resolve(c => c.Source.Id);
        Field<NonNullGraphType<StringGraphType>>("name").Resolve(c => c.Source.Name);
        Field<NonNullGraphType<StringGraphType>>("currency").Resolve(c => c.Source.Currency);
        Field<NonNullGraphType<BooleanGraphType>>("isActive").Resolve(c => c.Source.IsActive);
        Field<DateTimeOffsetGraphType>("startsAt").Resolve(c => c.Source.StartsAt);
        Field<DateTimeOffsetGraphType>("endsAt").Resolve(c => c.Source.EndsAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("createdAt").Resolve(c => c.Source.CreatedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Resolve(c => c.Source.UpdatedAt);
        Field<NonNullGraphType<LongGraphType>>("version").Resolve(c => c.Source.Version);
    }
}
