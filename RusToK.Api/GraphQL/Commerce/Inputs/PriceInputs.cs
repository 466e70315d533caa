using GraphQL.Types;
using RusToK.Api.GraphQL.Content.Inputs;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Core.Commerce.Catalog.Prices.Commands;
using RusToK.Core.Content;

namespace RusToK.Api.GraphQL.Commerce.Inputs;

internal sealed class PriceChangeInput : InputObjectGraphType
{
    public PriceChangeInput()
    {
        Name = "PriceChangeInput";
        Field<NonNullGraphType<UuidType>>("variantId");
        Field<NonNullGraphType<StringGraphType>>("currency").Description("ISO 4217 code; of a price list's price, the list's own.");
        Field<DecimalType>("amount").Description("Null removes the price.");
        Field<DecimalType>("compareAt").Description("Of a regular price only.");
        Field<UuidType>("priceListId").Description("The regular price when absent.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new PriceChange(
        value.Get<Guid>("variantId"), value.Get<string>("currency"), value.Find<decimal?>("amount"), value.Find<decimal?>("compareAt"),
        value.Find<Guid?>("priceListId"));
}

internal sealed class SetPricesInput : InputObjectGraphType
{
    public SetPricesInput()
    {
        Name = "SetPricesInput";
        Field<NonNullGraphType<UuidType>>("productId");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<PriceChangeInput>>>>("prices").Description("1 to 1000; prices that are not named stay as they are.");
        Field<LongGraphType>("expectedVersion").Description("Of the product.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        new SetPrices(value.Get<Guid>("productId"), value.List<PriceChange>("prices"), value.Find<long?>("expectedVersion"));
}

internal sealed class CreatePriceListInput : InputObjectGraphType
{
    public CreatePriceListInput()
    {
        Name = "CreatePriceListInput";
        Field<UuidType>("id").Description("The caller's id for it; a new UUIDv7 when absent.");
        Field<NonNullGraphType<StringGraphType>>("name").Description("1 to 255 characters, unique.");
        Field<NonNullGraphType<StringGraphType>>("currency").Description("ISO 4217 code; it never changes.");
        Field<NonNullGraphType<BooleanGraphType>>("isActive").DefaultValue(true);
        Field<DateTimeOffsetGraphType>("startsAt");
        Field<DateTimeOffsetGraphType>("endsAt");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new CreatePriceList
    {
        Id = value.Find<Guid?>("id"),
        Name = value.Get<string>("name"),
        Currency = value.Get<string>("currency"),
        IsActive = value.Get<bool>("isActive"),
        StartsAt = value.Find<DateTimeOffset?>("startsAt"),
        EndsAt = value.Find<DateTimeOffset?>("endsAt"),
    };
}

internal sealed class UpdatePriceListInput : ChangeInput
{
    public UpdatePriceListInput()
        : base("UpdatePriceListInput")
    {
        Description = "Absent fields stay as they are.";
        Field<StringGraphType>("name");
        Field<BooleanGraphType>("isActive");
        Field<DateTimeOffsetGraphType>("startsAt").Description("Null: valid from ever.");
        Field<DateTimeOffsetGraphType>("endsAt").Description("Null: valid for ever.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new UpdatePriceList(id, expectedVersion)
        {
            Name = value.Find<string>("name") is { } name ? name : default(Change<string>),
            IsActive = value.ValueChange<bool>("isActive"),
            StartsAt = value.Change<DateTimeOffset?>("startsAt"),
            EndsAt = value.Change<DateTimeOffset?>("endsAt"),
        };
    }
}

internal sealed class DeletePriceListInput() : ChangeInput("DeletePriceListInput")
{
    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new DeletePriceList(id, expectedVersion);
    }
}
