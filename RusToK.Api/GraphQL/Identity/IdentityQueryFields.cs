using GraphQL;
using GraphQL.Types;
using RusToK.Api.GraphQL.Content;
using RusToK.Api.GraphQL.Identity.Inputs;
using RusToK.Api.GraphQL.Identity.Types;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Access;
using RusToK.Api.GraphQL.Server.Execution;
using RusToK.Api.GraphQL.Server.Limits;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Audit;
using RusToK.Core.Identity.Users;

namespace RusToK.Api.GraphQL.Identity;

/// <summary>Queries of accounts and sessions.</summary>
internal static class IdentityQueryFields
{
    public static void AddTo(ObjectGraphType query)
    {
        query.Field<NonNullGraphType<UserType>>("me")
            .Description("The caller, who is a user of the caller's own tenant.")
            .RequireSignIn()
            .WithResolverSpan()
            .ResolveAsync(async c =>
            {
                var actor = c.Service<CurrentActor>().Require();
                return await c.Service<UserQueries>().FindAsync(actor.TenantId, actor.UserId, c.CancellationToken);
            });

        query.Field<NonNullGraphType<ListGraphType<NonNullGraphType<SessionType>>>>("mySessions")
            .Description("The caller's sessions that have not ended, newest first; at most 100.")
            .WithAssumedListSize(5)
            .RequireSignIn()
            .WithResolverSpan()
            .ResolveAsync(async c =>
            {
                var actor = c.Service<CurrentActor>().Require();
                return await c.Service<UserQueries>().SessionsAsync(
                    actor.TenantId, actor.UserId, c.Service<TimeProvider>().GetUtcNow(), c.CancellationToken);
            });

        query.Field<UserType>("user")
            .Description("One user of the tenant.")
            .Argument<NonNullGraphType<UuidType>>("id")
            .RequirePermission(Permissions.UserRead)
            .WithResolverSpan()
            .ResolveAsync(async c => await c.Service<UserQueries>().FindAsync(c.TenantId(), c.GetArgument<Guid>("id"), c.CancellationToken));

        query.Field<NonNullGraphType<UserConnectionType>>("users")
            .Description("Users of the tenant, newest first.")
            .Argument<UserFilterInput>("filter")
            .Paged()
            .RequirePermission(Permissions.UserRead)
            .WithResolverSpan()
            .ResolveAsync(async c => Connection<User>.Of(
                await c.Service<UserQueries>().ListAsync(
                    c.TenantId(), c.GetArgument<UserFilter?>("filter") ?? new UserFilter(), c.PageOf(UserQueries.UserList), c.CancellationToken),
                static user => user));

        query.Field<NonNullGraphType<AuditConnectionType>>("auditLog")
            .Description("What the platform's administrators have changed in this tenant, newest first.")
            .Paged()
            .RequirePermission(Permissions.AuditRead)
            .WithResolverSpan()
            .ResolveAsync(async c => Connection<AuditRecord>.Of(
                await c.Service<AuditQueries>().ListAsync(c.TenantId(), c.PageOf(AuditQueries.AuditList), c.CancellationToken), static record => record));
    }
}
