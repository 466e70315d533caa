using GraphQL;
using GraphQL.Types;
using RusToK.Api.GraphQL.Content;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Server.Access;
using RusToK.Api.GraphQL.Server.Execution;
using RusToK.Core.Errors;
using RusToK.Core.Identity.Access;
using RusToK.Core.Usage;

namespace RusToK.Api.GraphQL.Usage;

/// <summary>What the request's tenant uses.</summary>
internal sealed class UsageGraphQL : IGraphQLModule
{
    public string? Switch => null;

    public void AddQueries(ObjectGraphType query) =>
        query.Field<NonNullGraphType<ListGraphType<NonNullGraphType<UsageDayType>>>>("usage")
            .Description($"What the tenant used, day by day (UTC); days without anything are left out. At most {UsageStore.MaxDays} days at once.")
            .Argument<NonNullGraphType<DateOnlyGraphType>>("from")
            .Argument<NonNullGraphType<DateOnlyGraphType>>("to", "That day included.")
            .RequirePermission(Permissions.UsageRead)
            .WithResolverSpan()
            .ResolveAsync(async c => await ListAsync(c, c.GetArgument<DateOnly>("from"), c.GetArgument<DateOnly>("to")));

    public void AddMutations(ObjectGraphType mutation)
    {
        // Usage is counted, not told.
    }

    private static Task<List<UsageDay>> ListAsync(IResolveFieldContext context, DateOnly from, DateOnly to) =>
        from <= to && to.DayNumber - from.DayNumber < UsageStore.MaxDays
            ? context.Service<UsageStore>().ListAsync(context.TenantId(), from, to, context.CancellationToken)
            : throw new InvalidInputException("to", "range", $"to must be 0 to {UsageStore.MaxDays - 1} days after from.");
}
