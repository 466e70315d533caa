using GraphQL;
using GraphQL.Types;
using RusToK.Api.GraphQL.Content;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Access;
using RusToK.Api.GraphQL.Server.Execution;
using RusToK.Core.Identity.Access;
using RusToK.Core.Search;
using RusToK.Core.Search.Commands;

namespace RusToK.Api.GraphQL.Search;

/// <summary>Rebuilds of read models, for the platform's administrators.</summary>
internal sealed class SearchGraphQL : IGraphQLModule
{
    private const string InputArgument = "input";

    public string? Switch => null;

    public void AddQueries(ObjectGraphType query)
    {
        query.Field<NonNullGraphType<RebuildConnectionType>>("readModelRebuilds")
            .Description("Rebuilds of read models that were asked for, newest first.")
            .Paged()
            .RequirePermission(Permissions.PlatformRebuild)
            .WithResolverSpan()
            .ResolveAsync(async c => Connection<ReadModelRebuild>.Of(
                await c.Service<RebuildQueries>().ListAsync(c.PageOf(RebuildQueries.RebuildList), c.CancellationToken), static rebuild => rebuild));
        query.Field<RebuildType>("readModelRebuild")
            .Description("How far a rebuild is.")
            .Argument<NonNullGraphType<UuidType>>("id")
            .RequirePermission(Permissions.PlatformRebuild)
            .WithResolverSpan()
            .ResolveAsync(async c => await c.Service<RebuildQueries>().FindAsync(c.GetArgument<Guid>("id"), c.CancellationToken));
    }

    public void AddMutations(ObjectGraphType mutation) =>
        mutation.Field<NonNullGraphType<RebuildPayloadType>>("rebuildReadModel")
            .Description("Has a read model written anew from the whole event log, for all tenants. A worker begins within seconds; readers see the old rows until it is complete.")
            .Argument<NonNullGraphType<RebuildReadModelInput>>(InputArgument)
            .RequirePermission(Permissions.PlatformRebuild)
            .WithResolverSpan()
            .ResolveAsync(async c => await c.SendAsync<RequestRebuild, ReadModelRebuild>(c.GetArgument<RequestRebuild>(InputArgument)));
}
