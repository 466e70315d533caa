using GraphQL.Types;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Limits;
using RusToK.Api.GraphQL.Server.Plain;
using RusToK.Core.Commerce.Money;
using RusToK.Core.Commerce.Orders;
using RusToK.Core.Commerce.Orders.Events;
using RusToK.Core.Commerce.Orders.Queries;

namespace RusToK.Api.GraphQL.Commerce.Types;

internal sealed class OrderType : ObjectGraphType<OrderDocument>
{
    public OrderType()
    {
        Name = "Order";
        Field<NonNullGraphType<UuidType>>("id").Reads(x => x.Id);
        Field<NonNullGraphType<StringGraphType>>("number").Description("What people call it.").Reads(x => x.Number);
        Field<NonNullGraphType<OrderStatusType>>("status").Reads(x => x.Status);
        Field<UuidType>("customerId").Description("Null for a guest.").Reads(x => x.CustomerId);
        Field<NonNullGraphType<StringGraphType>>("currency").Description("ISO 4217 code.").Reads(x => x.Currency);
        Field<NonNullGraphType<DecimalType>>("total").Reads(x => Currencies.Format(x.Currency, x.Total));
        Field<NonNullGraphType<IntGraphType>>("itemCount").Description("Pieces of all lines together.").Reads(x => x.ItemCount);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<OrderLineType>>>>("lines").WithCost(0)
            .Description("With what things were called and cost when they were ordered.")
            .Reads(x => x.Lines.Select(l => new OrderLineView(l, x.Currency)));
        Field<StringGraphType>("paymentReference").Reads(x => x.PaymentReference);
        Field<StringGraphType>("trackingNumber").Reads(x => x.TrackingNumber);
        Field<StringGraphType>("refundId").Reads(x => x.RefundId);
        Field<StringGraphType>("cancelReason").Reads(x => x.CancelReason);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("placedAt").Reads(x => x.PlacedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Reads(x => x.UpdatedAt);
        Field<NonNullGraphType<LongGraphType>>("version").Description("Give it as expectedVersion to change only what you have seen.").Reads(x => x.Version);
        // Whoever sees an order sees whose it is: the fields that give orders have asked already.
        Field<OrderContactType>("contact").Description("Who placed it.").Resolve(c => c.LoadContact(c.Source.Id));
    }
}

/// <summary>One line of an order, in the order's currency.</summary>
internal sealed record OrderLineView(OrderLineState Line, string Currency);

internal sealed class OrderLineType : ObjectGraphType<OrderLineView>
{
    public OrderLineType()
    {
        Name = "OrderLine";
        Field<NonNullGraphType<UuidType>>("productId").Reads(x => x.Line.ProductId);
        Field<NonNullGraphType<UuidType>>("variantId").Reads(x => x.Line.VariantId);
        Field<StringGraphType>("sku").Reads(x => x.Line.Sku);
        Field<NonNullGraphType<StringGraphType>>("title").Reads(x => x.Line.Title);
        Field<NonNullGraphType<StringGraphType>>("variantTitle").Reads(x => x.Line.VariantTitle);
        Field<NonNullGraphType<IntGraphType>>("quantity").Reads(x => x.Line.Quantity);
        Field<NonNullGraphType<DecimalType>>("unitPrice").Reads(x => Currencies.Format(x.Currency, x.Line.UnitPrice));
        Field<NonNullGraphType<DecimalType>>("total").Reads(x => Currencies.Format(x.Currency, x.Line.Total));
    }
}

internal sealed class OrderContactType : ObjectGraphType<OrderContact>
{
    public OrderContactType()
    {
        Name = "OrderContact";
        Field<StringGraphType>("email").Reads(x => x.Email);
        Field<StringGraphType>("name").Reads(x => x.Name);
        Field<StringGraphType>("phone").Reads(x => x.Phone);
        Field<StringGraphType>("note").Reads(x => x.Note);
        Field<ShippingAddressType>("shippingAddress").WithCost(0).Reads(x => x.ShippingAddress);
    }
}

internal sealed class ShippingAddressType : ObjectGraphType<ShippingAddress>
{
    public ShippingAddressType()
    {
        Name = "ShippingAddress";
        Field<NonNullGraphType<StringGraphType>>("name").Reads(x => x.Name);
        Field<NonNullGraphType<StringGraphType>>("line1").Reads(x => x.Line1);
        Field<StringGraphType>("line2").Reads(x => x.Line2);
        Field<NonNullGraphType<StringGraphType>>("city").Reads(x => x.City);
        Field<StringGraphType>("region").Reads(x => x.Region);
        Field<StringGraphType>("postalCode").Reads(x => x.PostalCode);
        Field<NonNullGraphType<StringGraphType>>("country").Description("ISO 3166-1 alpha-2 code.").Reads(x => x.Country);
        Field<StringGraphType>("phone").Reads(x => x.Phone);
    }
}

internal sealed class OrderEdgeType() : EdgeType<OrderDocument, OrderType>("Order");

internal sealed class OrderConnectionType() : ConnectionType<OrderDocument, OrderType, OrderEdgeType>("Order");

/// <summary>An order as a mutation left it.</summary>
internal sealed record OrderPayload(OrderDocument Order);

internal sealed class OrderPayloadType : ObjectGraphType<OrderPayload>
{
    public OrderPayloadType()
    {
        Name = "OrderPayload";
        Field<NonNullGraphType<OrderType>>("order").Reads(x => x.Order);
    }
}
