using GraphQL;
using GraphQL.Types;
using RusToK.Api.GraphQL.Content;
using RusToK.Api.GraphQL.Server.Access;
using RusToK.Api.GraphQL.Server.Execution;
using RusToK.Api.GraphQL.Tenancy.Inputs;
using RusToK.Api.GraphQL.Tenancy.Types;
using RusToK.Core.Commands;
using RusToK.Core.Identity.Access;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Commands;

namespace RusToK.Api.GraphQL.Tenancy;

/// <summary>Mutations of tenants: of one's own by its administrators, of any by the platform's.</summary>
internal static class TenancyMutationFields
{
    private const string InputArgument = "input";
    private const string Noticed = "Counts with the next request; other replicas notice within seconds.";

    public static void AddTo(ObjectGraphType mutation)
    {
        mutation.Own<TenantPayloadType, UpdateTenantInput, UpdateTenant, Tenant>("updateTenant", $"Changes the tenant of this request. {Noticed}");
        mutation.Own<TenantLocalePayloadType, SetLocaleInput, SetLocale, TenantLocale>("setLocale", $"Enables or disables a language of the tenant. {Noticed}");
        mutation.Own<TenantModulePayloadType, SetModuleInput, SetModule, TenantModule>("setModule", $"Switches a module on or off for the tenant. {Noticed}");

        mutation.Field<NonNullGraphType<TenantPayloadType>>("createTenant")
            .Description("Opens a tenant.")
            .Argument<NonNullGraphType<CreateTenantInput>>(InputArgument)
            .RequirePermission(Permissions.PlatformTenants)
            .WithResolverSpan()
            .ResolveAsync(async c => await c.SendInAsync<CreateTenant, Tenant>(Guid.CreateVersion7(), c.GetArgument<CreateTenant>(InputArgument)));
        mutation.Field<NonNullGraphType<TenantPayloadType>>("setTenantActive")
            .Description($"Closes a tenant, whose requests are then answered with 403, or opens it again. {Noticed}")
            .Argument<NonNullGraphType<SetTenantActiveInput>>(InputArgument)
            .RequirePermission(Permissions.PlatformTenants)
            .WithResolverSpan()
            .ResolveAsync(async c =>
            {
                var (id, isActive) = c.GetArgument<TenantActivation>(InputArgument);
                return await c.SendInAsync<SetTenantActive, Tenant>(id, new SetTenantActive(isActive));
            });
    }

    private static void Own<TPayload, TInput, TCommand, TResult>(this ObjectGraphType mutation, string name, string description)
        where TPayload : IObjectGraphType
        where TInput : InputObjectGraphType
        where TCommand : ICommand<TResult> =>
        mutation.Field<NonNullGraphType<TPayload>>(name)
            .Description(description)
            .Argument<NonNullGraphType<TInput>>(InputArgument)
            .RequirePermission(Permissions.TenantUpdate)
            .WithResolverSpan()
            .ResolveAsync(async c => await c.SendAsync<TCommand, TResult>(c.GetArgument<TCommand>(InputArgument)));

    /// <summary>Sends a command in the name of another tenant than the request's, whose scope is the request's tenant's for good.</summary>
    private static async Task<TResult> SendInAsync<TCommand, TResult>(this IResolveFieldContext context, Guid tenantId, TCommand command)
        where TCommand : ICommand<TResult>
    {
        await using var scope = context.Service<IServiceScopeFactory>().CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CommandDispatcher>().SendAsync<TCommand, TResult>(
            command, context.CurrentTenant().CommandContext() with { TenantId = tenantId }, context.CancellationToken);
    }
}
