using GraphQL.Types;
using RusToK.Api.GraphQL.Commerce.Types;
using RusToK.Api.GraphQL.Content.Inputs;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Core.Commerce.Orders;
using RusToK.Core.Commerce.Orders.Commands;
using RusToK.Core.Commerce.Orders.Queries;

namespace RusToK.Api.GraphQL.Commerce.Inputs;

internal sealed class OrderLineInput : InputObjectGraphType
{
    public OrderLineInput()
    {
        Name = "OrderLineInput";
        Field<NonNullGraphType<UuidType>>("variantId");
        Field<NonNullGraphType<IntGraphType>>("quantity").Description("1 to 100,000.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new OrderLineDraft(value.Get<Guid>("variantId"), value.Get<int>("quantity"));
}

internal sealed class OrderContactInput : InputObjectGraphType
{
    public OrderContactInput()
    {
        Name = "OrderContactInput";
        Field<StringGraphType>("email").Description("Needed of a guest.");
        Field<StringGraphType>("name");
        Field<StringGraphType>("phone");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        new ContactDraft(value.Find<string>("email"), value.Find<string>("name"), value.Find<string>("phone"));
}

internal sealed class ShippingAddressInput : InputObjectGraphType
{
    public ShippingAddressInput()
    {
        Name = "ShippingAddressInput";
        Field<NonNullGraphType<StringGraphType>>("name");
        Field<NonNullGraphType<StringGraphType>>("line1");
        Field<StringGraphType>("line2");
        Field<NonNullGraphType<StringGraphType>>("city");
        Field<StringGraphType>("region");
        Field<StringGraphType>("postalCode");
        Field<NonNullGraphType<StringGraphType>>("country").Description("ISO 3166-1 alpha-2 code.");
        Field<StringGraphType>("phone");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new ShippingAddress(
        value.Get<string>("name"), value.Get<string>("line1"), value.Find<string>("line2"), value.Get<string>("city"), value.Find<string>("region"),
        value.Find<string>("postalCode"), value.Get<string>("country"), value.Find<string>("phone"));
}

internal sealed class PlaceOrderInput : InputObjectGraphType
{
    public PlaceOrderInput()
    {
        Name = "PlaceOrderInput";
        Field<NonNullGraphType<StringGraphType>>("idempotencyKey").Description("The caller's name for this attempt, 1 to 255 characters.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<OrderLineInput>>>>("lines").Description("1 to 200, one a variant.");
        Field<NonNullGraphType<StringGraphType>>("currency").Description("ISO 4217 code; every line needs a price in it.");
        Field<StringGraphType>("locale").Description("Language of the titles that the order remembers.");
        Field<OrderContactInput>("contact");
        Field<ShippingAddressInput>("shippingAddress");
        Field<StringGraphType>("note").Description("To the merchant, at most 2000 characters.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new PlaceOrder
    {
        IdempotencyKey = value.Get<string>("idempotencyKey"),
        Lines = value.List<OrderLineDraft>("lines"),
        Currency = value.Get<string>("currency"),
        Locale = value.Find<string>("locale"),
        Contact = value.Find<ContactDraft>("contact") ?? new ContactDraft(),
        ShippingAddress = value.Find<ShippingAddress>("shippingAddress"),
        Note = value.Find<string>("note"),
    };
}

internal sealed class ConfirmOrderInput() : ChangeInput("ConfirmOrderInput")
{
    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new ConfirmOrder(id, expectedVersion);
    }
}

internal sealed class PayOrderInput : ChangeInput
{
    public PayOrderInput()
        : base("PayOrderInput") =>
        Field<NonNullGraphType<StringGraphType>>("paymentReference").Description("The payment provider's word for the payment.");

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new PayOrder(id, value.Get<string>("paymentReference"), expectedVersion);
    }
}

internal sealed class ShipOrderInput : ChangeInput
{
    public ShipOrderInput()
        : base("ShipOrderInput") =>
        Field<StringGraphType>("trackingNumber").Description("The carrier's number for it.");

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new ShipOrder(id, value.Find<string>("trackingNumber"), expectedVersion);
    }
}

internal sealed class DeliverOrderInput() : ChangeInput("DeliverOrderInput")
{
    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new DeliverOrder(id, expectedVersion);
    }
}

internal sealed class CancelOrderInput : ChangeInput
{
    public CancelOrderInput()
        : base("CancelOrderInput")
    {
        Field<StringGraphType>("reason").Description("At most 500 characters.");
        Field<StringGraphType>("refundId").Description("The payment provider's word for the refund; needed once the order is paid, and only then.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new CancelOrder(id, value.Find<string>("reason"), value.Find<string>("refundId"), expectedVersion);
    }
}

internal sealed class OrderFilterInput : InputObjectGraphType
{
    public OrderFilterInput()
    {
        Name = "OrderFilter";
        Field<OrderStatusType>("status");
        Field<UuidType>("customerId");
        Field<DateTimeOffsetGraphType>("placedAfter").Description("Placed at this time or later.");
        Field<DateTimeOffsetGraphType>("placedBefore").Description("Placed before this time.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new OrderFilter
    {
        Status = value.Find<OrderStatus?>("status"),
        CustomerId = value.Find<Guid?>("customerId"),
        PlacedAfter = value.Find<DateTimeOffset?>("placedAfter"),
        PlacedBefore = value.Find<DateTimeOffset?>("placedBefore"),
    };
}
