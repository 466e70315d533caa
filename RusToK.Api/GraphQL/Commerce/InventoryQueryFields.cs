using GraphQL;
using GraphQL.Types;
using RusToK.Api.GraphQL.Commerce.Inputs;
using RusToK.Api.GraphQL.Commerce.Types;
using RusToK.Api.GraphQL.Content;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Server.Access;
using RusToK.Api.GraphQL.Server.Execution;
using RusToK.Core.Commerce.Inventory.Queries;
using RusToK.Core.Identity.Access;

namespace RusToK.Api.GraphQL.Commerce;

/// <summary>Queries of the inventory, for those who keep it.</summary>
internal static class InventoryQueryFields
{
    public static void AddTo(ObjectGraphType query)
    {
        query.Field<NonNullGraphType<InventoryConnectionType>>("inventory")
            .Description("Stock of variants that ever had some, by product and variant.")
            .Argument<InventoryFilterInput>("filter")
            .Paged()
            .RequirePermission(Permissions.InventoryRead)
            .WithResolverSpan()
            .ResolveAsync(async c =>
            {
                var page = await c.Service<InventoryQueries>().ListAsync(
                    c.TenantId(), c.GetArgument<InventoryFilter?>("filter") ?? new InventoryFilter(), c.PageOf(InventoryQueries.List), c.CancellationToken);
                return Connection<InventoryDocument>.Of(page, static item => item);
            });

        query.Field<NonNullGraphType<ListGraphType<NonNullGraphType<LocationType>>>>("locations")
            .Description("All places where stock can lie, in their order.")
            .RequirePermission(Permissions.InventoryRead)
            .WithResolverSpan()
            .ResolveAsync(async c => await c.Service<InventoryQueries>().LocationsAsync(c.TenantId(), c.CancellationToken));
    }
}
