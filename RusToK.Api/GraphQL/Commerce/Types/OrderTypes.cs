using GraphQL.Types;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Limits;
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
        Field<NonNullGraphType<UuidType>>("id").Resolve(c => c.Source.Id);
        Field<NonNullGraphType<StringGraphType>>("number").Description("What people call it.").Resolve(c => c.Source.Number);
        Field<NonNullGraphType<OrderStatusType>>("status").Resolve(c => c.Source.Status);
        Field<UuidType>("customerId").Description("Null for a guest.").Resolve(c => c.Source.CustomerId);
        Field<NonNullGraphType<StringGraphType>>("currency").Description("ISO 4217 code.").Resolve(c => c.Source.Currency);
        Field<NonNullGraphType<DecimalType>>("total").Resolve(c => Currencies.Format(c.Source.Currency, c.Source.Total));
        Field<NonNullGraphType<IntGraphType>>("itemCount").Description("Pieces of all lines together.").Resolve(c => c.Source.ItemCount);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<OrderLineType>>>>("lines").WithCost(0)
            .Description("With what things were called and cost when they were ordered.")
            .Resolve(c => c.Source.Lines.Select(l => new OrderLineView(l, c.Source.Currency)));
        Field<StringGraphType>("paymentReference").Resolve(c => c.Source.PaymentReference);
        Field<StringGraphType>("trackingNumber").Resolve(c => c.Source.TrackingNumber);
        Field<StringGraphType>("refundId").Resolve(c => c.Source.RefundId);
        Field<StringGraphType>("cancelReason").Resolve(c => c.Source.CancelReason);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("placedAt").Resolve(c => c.Source.PlacedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Resolve(c => c.Source.UpdatedAt);
        Field<NonNullGraphType<LongGraphType>>("version").Description("Give it as expectedVersion to change only what you have seen.").Resolve(c => c.Source.Version);
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
        Field<NonNullGraphType<UuidType>>("productId").Resolve(c => c.Source.Line.ProductId);
        Field<NonNullGraphType<UuidType>>("variantId").Resolve(c => c.Source.Line.VariantId);
        Field<StringGraphType>("sku").Resolve(c => c.Source.Line.Sku);
        Field<NonNullGraphType<StringGraphType>>("title").Resolve(c => c.Source.Line.Title);
        Field<NonNullGraphType<StringGraphType>>("variantTitle").Resolve(c => c.Source.Line.VariantTitle);
        Field<NonNullGraphType<IntGraphType>>("quantity").Resolve(c => c.Source.Line.Quantity);
        Field<NonNullGraphType<DecimalType>>("unitPrice").Resolve(c => Currencies.Format(c.Source.Currency, c.Source.Line.UnitPrice));
        Field<NonNullGraphType<DecimalType>>("total").Resolve(c => Currencies.Format(c.Source.Currency, c.Source.Line.Total));
    }
}

internal sealed class OrderContactType : ObjectGraphType<OrderContact>
{
    public OrderContactType()
    {
        Name = "OrderContact";
        Field<StringGraphType>("email").Resolve(c => c.Source.Email);
        Field<StringGraphType>("name").Resolve(c => c.Source.Name);
        Field<StringGraphType>("phone").Resolve(c => c.Source.Phone);
        Field<StringGraphType>("note").Resolve(c => c.Source.Note);
        Field<ShippingAddressType>("shippingAddress").WithCost(0).Resolve(c => c.Source.ShippingAddress);
    }
}

internal sealed class ShippingAddressType : ObjectGraphType<ShippingAddress>
{
    public ShippingAddressType()
    {
        Name = "ShippingAddress";
        Field<NonNullGraphType<StringGraphType>>("name").Resolve(c => c.Source.Name);
        Field<NonNullGraphType<StringGraphType>>("line1").Resolve(c => c.Source.Line1);
        Field<StringGraphType>("line2").Resolve(c => c.Source.Line2);
        Field<NonNullGraphType<StringGraphType>>("city").Resolve(c => c.Source.City);
        Field<StringGraphType>("region").Resolve(c => c.Source.Region);
        Field<StringGraphType>("postalCode").Resolve(c => c.Source.PostalCode);
        Field<NonNullGraphType<StringGraphType>>("country").Description("ISO 3166-1 alpha-2 code.").Resolve(c => c.Source.Country);
        Field<StringGraphType>("phone").Resolve(c => c.Source.Phone);
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
        Field<NonNullGraphType<OrderType>>("order").Resolve(c => c.Source.Order);
    }
}
