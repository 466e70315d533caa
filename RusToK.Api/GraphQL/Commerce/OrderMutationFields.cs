using GraphQL;
using GraphQL.Types;
using RusToK.Api.GraphQL.Commerce.Inputs;
using RusToK.Api.GraphQL.Commerce.Types;
using RusToK.Api.GraphQL.Content;
using RusToK.Api.GraphQL.Server.Access;
using RusToK.Core.Commands;
using RusToK.Core.Commerce.Orders;
using RusToK.Core.Commerce.Orders.Commands;
using RusToK.Core.Commerce.Orders.Queries;
using RusToK.Core.Errors;
using RusToK.Core.Identity.Access;

namespace RusToK.Api.GraphQL.Commerce;

/// <summary>Mutations of orders.</summary>
internal static class OrderMutationFields
{
    public static void AddTo(ObjectGraphType mutation)
    {
        mutation.CommandField<OrderPayloadType, PlaceOrderInput>("placeOrder",
                "Places an order and reserves its pieces, in the name of who is signed in, or of a guest. The same key with the same input gives the same order again.")
            .AllowAnonymous()
            .ResolveAsync(async c =>
            {
                var command = c.GetArgument<PlaceOrder>(CommandFields.InputArgument) with { CustomerId = c.Service<CurrentActor>().Actor?.UserId };
                return new OrderPayload(OrderDocument.Of(await c.SendAsync<PlaceOrder, OrderResult>(command)));
            });

        mutation.Order<ConfirmOrderInput, ConfirmOrder>("confirmOrder", "PENDING to CONFIRMED.");
        mutation.Order<PayOrderInput, PayOrder>("payOrder", "CONFIRMED to PAID.");
        mutation.Order<ShipOrderInput, ShipOrder>("shipOrder", "PAID to SHIPPED: the reserved pieces leave the stock.");
        mutation.Order<DeliverOrderInput, DeliverOrder>("deliverOrder", "SHIPPED to DELIVERED.");

        mutation.CommandField<OrderPayloadType, CancelOrderInput>("cancelOrder",
                "PENDING, CONFIRMED or PAID to CANCELLED: the reserved pieces are free again. Customers cancel their own until they have paid; others need the permission order:cancel.")
            .RequireSignIn()
            .ResolveAsync(async c =>
            {
                var (command, actor) = (c.GetArgument<CancelOrder>(CommandFields.InputArgument), c.Service<CurrentActor>().Require());
                if (!actor.May(Permissions.OrderCancel))
                    command = command.RefundId is null
                        ? command with { OnlyOf = actor.UserId }
                        : throw new ForbiddenException($"This needs the permission {Permissions.OrderCancel}.", Permissions.OrderCancel);
                return new OrderPayload(OrderDocument.Of(await c.SendAsync<CancelOrder, OrderResult>(command)));
            });
    }

    private static void Order<TInput, TCommand>(this ObjectGraphType mutation, string name, string description)
        where TInput : InputObjectGraphType
        where TCommand : ICommand<OrderResult> =>
        mutation.Command<OrderPayloadType, TInput, TCommand, OrderResult>(name, Permissions.OrderUpdate, description, static r => new OrderPayload(OrderDocument.Of(r)));
}
