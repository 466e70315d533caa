using GraphQL;
using GraphQL.Types;
using RusToK.Api.GraphQL.Commerce.Inputs;
using RusToK.Api.GraphQL.Commerce.Types;
using RusToK.Api.GraphQL.Content;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Access;
using RusToK.Api.GraphQL.Server.Execution;
using RusToK.Core.Commerce.Orders.Queries;
using RusToK.Core.Errors;
using RusToK.Core.Identity.Access;

namespace RusToK.Api.GraphQL.Commerce;

/// <summary>Queries of orders: everybody's for those who may, one's own for everybody.</summary>
internal static class OrderQueryFields
{
    public static void AddTo(ObjectGraphType query)
    {
        query.Field<OrderType>("order")
            .Description("One order, by id or by number: one's own, or anybody's with the permission order:read.")
            .Argument<UuidType>("id")
            .Argument<StringGraphType>("number")
            .RequireSignIn()
            .WithResolverSpan()
            .ResolveAsync(async c =>
            {
                var (id, number, queries) = (c.GetArgument<Guid?>("id"), c.GetArgument<string?>("number"), c.Service<OrderQueries>());
                var order = (id, number) switch
                {
                    ({ } wanted, null) => await queries.FindAsync(c.TenantId(), wanted, c.CancellationToken),
                    (null, { } named) => await queries.FindByNumberAsync(c.TenantId(), named, c.CancellationToken),
                    _ => throw new InvalidInputException("id", "one-of", "Give either id or number."),
                };
                if (order is not null)
                    c.Service<CurrentActor>().RequireOwnership(order.CustomerId, Permissions.OrderRead);
                return order;
            });

        query.Field<NonNullGraphType<OrderConnectionType>>("orders")
            .Description("Everybody's orders, the newest first.")
            .Argument<OrderFilterInput>("filter")
            .Paged()
            .RequirePermission(Permissions.OrderRead)
            .WithResolverSpan()
            .ResolveAsync(async c => await ListAsync(c, c.GetArgument<OrderFilter?>("filter") ?? new OrderFilter()));

        query.Field<NonNullGraphType<OrderConnectionType>>("myOrders")
            .Description("One's own orders, the newest first.")
            .Paged()
            .RequireSignIn()
            .WithResolverSpan()
            .ResolveAsync(async c => await ListAsync(c, new OrderFilter { CustomerId = c.Service<CurrentActor>().Require().UserId }));
    }

    private static async Task<Connection<OrderDocument>> ListAsync(IResolveFieldContext c, OrderFilter filter)
    {
        var page = await c.Service<OrderQueries>().ListAsync(c.TenantId(), filter, c.PageOf(OrderQueries.List), c.CancellationToken);
        return Connection<OrderDocument>.Of(page, static order => order);
    }
}
